import type { PolicyFinding } from '@baton/contract';
import { policyTexts } from '@baton/ui';
import { Alert, TextArea } from '@hubspot/ui-extensions';
import { problemAt } from './findings.ts';

const ROWS = 30;

/** The whole policy for those who rather write. */
export function PolicyText(props: {
  text: string | null;
  findings: readonly PolicyFinding[];
  onChange: (text: string) => void;
}) {
  const { text, findings, onChange } = props;
  if (text === null) {
    return (
      <Alert title={policyTexts.tooLargeTitle} variant="warning">
        {policyTexts.noText}
      </Alert>
    );
  }
  const placed = findings.filter(({ line }) => line !== null);
  return (
    <TextArea
      testId="policy-text"
      name="policy-text"
      label={policyTexts.text}
      description={policyTexts.textHelp}
      rows={ROWS}
      resize="vertical"
      value={text}
      {...problemAt(placed, [])}
      onInput={onChange}
      onChange={onChange}
    />
  );
}
