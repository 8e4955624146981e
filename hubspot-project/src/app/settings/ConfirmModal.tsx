import { commonTexts } from '@baton/ui';
import {
  Button,
  ButtonRow,
  Flex,
  Modal,
  ModalBody,
  ModalFooter,
  Text,
  useExtensionActions,
} from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';

/** Asks before something is changed. `onConfirm` answering false keeps it open: something is still missing. */
export function ConfirmModal(props: {
  id: string;
  title: string;
  intro: string;
  confirm: string;
  onConfirm: () => boolean | void;
  children?: ReactNode;
}) {
  const { closeOverlay } = useExtensionActions<'settings'>();
  return (
    <Modal id={props.id} title={props.title} width="sm">
      <ModalBody>
        <Flex direction="column" gap="md">
          <Text>{props.intro}</Text>
          {props.children}
        </Flex>
      </ModalBody>
      <ModalFooter>
        <ButtonRow disableDropdown>
          <Button
            testId={`${props.id}-confirm`}
            variant="primary"
            onClick={() => {
              if (props.onConfirm() !== false) closeOverlay(props.id);
            }}
          >
            {props.confirm}
          </Button>
          <Button variant="secondary" onClick={() => closeOverlay(props.id)}>
            {commonTexts.cancel}
          </Button>
        </ButtonRow>
      </ModalFooter>
    </Modal>
  );
}
