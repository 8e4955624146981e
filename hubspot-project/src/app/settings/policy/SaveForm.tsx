import { policyTexts } from '@baton/ui';
import { DateInput, Flex, Form, Input, LoadingButton } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { dayText, type Day } from '../day.ts';

/** The last step: why, from when on, and put it in force. */
export function SaveForm(props: {
  disabled: boolean;
  saving: boolean;
  /** `from`: YYYY-MM-DD; null: at once. */
  onSave: (note: string, from: string | null) => void;
}) {
  const { disabled, saving, onSave } = props;
  const [note, setNote] = useState('');
  const [from, setFrom] = useState<Day | null>(null);
  return (
    <Form preventDefault onSubmit={() => onSave(note, from === null ? null : dayText(from))}>
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
        <DateInput
          testId="policy-from"
          name="from"
          label={policyTexts.fromDay}
          description={policyTexts.fromDayHelp}
          value={from ?? undefined}
          onChange={(day) => setFrom(day ?? null)}
        />
        <LoadingButton testId="save-policy" type="submit" variant="primary" loading={saving} disabled={disabled}>
          {policyTexts.save}
        </LoadingButton>
      </Flex>
    </Form>
  );
}
