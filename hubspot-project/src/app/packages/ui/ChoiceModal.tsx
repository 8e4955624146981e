import { Select } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { ConfirmModal } from './ConfirmModal.tsx';

/** Asks for one of several things before something is done. What was chosen is forgotten when it is closed. */
export function ChoiceModal(props: {
  id: string;
  title: string;
  intro: string;
  submit: string;
  label: string;
  description?: string;
  options: { value: string; label: string }[];
  /** What is chosen to begin with. */
  preset?: string;
  /** What to say when nothing was chosen. */
  missing: string;
  onSubmit: (chosen: string) => void;
}) {
  const { id, title, intro, submit, label, description, options, preset, missing, onSubmit } = props;
  const [picked, setPicked] = useState<string>();
  const [missed, setMissed] = useState(false);
  const chosen = picked ?? preset;

  function pick(value: string | undefined) {
    setPicked(value);
    setMissed(false);
  }

  function send(): boolean {
    setMissed(chosen === undefined);
    if (chosen === undefined) return false;
    onSubmit(chosen);
    return true;
  }

  return (
    <ConfirmModal id={id} title={title} intro={intro} submit={submit} onSubmit={send} onClose={() => pick(undefined)}>
      <Select
        testId={`${id}-choice`}
        name={`${id}-choice`}
        label={label}
        description={description}
        required
        options={options}
        value={chosen}
        error={missed}
        validationMessage={missed ? missing : undefined}
        onChange={(value) => pick(String(value))}
      />
    </ConfirmModal>
  );
}
