import { policyTexts } from '@baton/ui';
import { DateInput, Flex, Form, Input, LoadingButton, Select } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { dayText, type Day } from '../day.ts';

const ALL = 'all';
const SHARES = [ALL, '50', '20', '10', '0'] as const;

/** The last step: why, from when on, and put it in force. */
export function SaveForm(props: {
  disabled: boolean;
  saving: boolean;
  /** `from`: YYYY-MM-DD, null: at once; `percent`: of 100 leads, null: all. */
  onSave: (note: string, from: string | null, percent: number | null) => void;
}) {
  const { disabled, saving, onSave } = props;
  const [note, setNote] = useState('');
  const [from, setFrom] = useState<Day | null>(null);
  const [share, setShare] = useState<(typeof SHARES)[number]>(ALL);
  const percent = share === ALL ? null : Number(share);
  return (
    <Form
      preventDefault
      onSubmit={() => onSave(note, from === null || percent !== null ? null : dayText(from), percent)}
    >
      <Flex direction="column" gap="sm" align="start">
        <Input
          testId="policy-note"
          name="note"
          label={policyTexts.note}
          description={policyTexts.noteHelp}
          value={note}
          onInput={setNote}
          onChange={setNote}
        />
        <Select
          testId="policy-share"
          name="share"
          label={policyTexts.forWhom}
          description={policyTexts.forWhomHelp}
          options={SHARES.map((value) => ({ value, label: policyTexts.forWhomChoices[value] }))}
          value={share}
          onChange={(value) => setShare(SHARES.find((one) => one === value) ?? ALL)}
        />
        {percent === null && (
          <DateInput
            testId="policy-from"
            name="from"
            label={policyTexts.fromDay}
            description={policyTexts.fromDayHelp}
            value={from ?? undefined}
            onChange={(day) => setFrom(day ?? null)}
          />
        )}
        <LoadingButton testId="save-policy" type="submit" variant="primary" loading={saving} disabled={disabled}>
          {policyTexts.save}
        </LoadingButton>
      </Flex>
    </Form>
  );
}
