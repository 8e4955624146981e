import { policyTexts } from '@baton/ui';
import { Flex, Form, Input, LoadingButton } from '@hubspot/ui-extensions';
import { useState } from 'react';

/** The last step: why, and put it in force. */
export function SaveForm(props: { disabled: boolean; saving: boolean; onSave: (note: string) => void }) {
  const { disabled, saving, onSave } = props;
  const [note, setNote] = useState('');
  return (
    <Form preventDefault onSubmit={() => onSave(note)}>
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
        <LoadingButton testId="save-policy" type="submit" variant="primary" loading={saving} disabled={disabled}>
          {policyTexts.save}
        </LoadingButton>
      </Flex>
    </Form>
  );
}
