import { cardTexts, commonTexts } from '@baton/ui';
import {
  Button,
  ButtonRow,
  Flex,
  Modal,
  ModalBody,
  ModalFooter,
  Select,
  Text,
  useExtensionActions,
} from '@hubspot/ui-extensions';
import { useState } from 'react';

/** Asks for one label of a closed list before something is done. */
export function ReasonModal(props: {
  id: string;
  title: string;
  intro: string;
  label: string;
  submit: string;
  options: { value: string; label: string }[];
  onSubmit: (chosen: string) => void;
}) {
  const { closeOverlay } = useExtensionActions<'crm.record.tab'>();
  const [chosen, setChosen] = useState<string | null>(null);
  const [missed, setMissed] = useState(false);

  function submit() {
    if (chosen === null) {
      setMissed(true);
      return;
    }
    closeOverlay(props.id);
    props.onSubmit(chosen);
  }

  return (
    <Modal id={props.id} title={props.title} width="sm">
      <ModalBody>
        <Flex direction="column" gap="md">
          <Text>{props.intro}</Text>
          <Select
            testId={`${props.id}-reason`}
            name={`${props.id}-reason`}
            label={props.label}
            required
            options={props.options}
            value={chosen ?? undefined}
            error={missed}
            validationMessage={missed ? cardTexts.choose : undefined}
            onChange={(value) => {
              setChosen(String(value));
              setMissed(false);
            }}
          />
        </Flex>
      </ModalBody>
      <ModalFooter>
        <ButtonRow disableDropdown>
          <Button testId={`${props.id}-submit`} variant="primary" onClick={submit}>
            {props.submit}
          </Button>
          <Button variant="secondary" onClick={() => closeOverlay(props.id)}>
            {commonTexts.cancel}
          </Button>
        </ButtonRow>
      </ModalFooter>
    </Modal>
  );
}
