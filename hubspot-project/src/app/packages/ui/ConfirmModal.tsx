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
import { commonTexts } from './texts/common.ts';

/** Asks before something is done. `onSubmit` answering false keeps it open: something is still missing. */
export function ConfirmModal(props: {
  id: string;
  title: string;
  intro: string;
  /** What the button says that does it. */
  submit: string;
  onSubmit: () => boolean | void;
  /** However it was closed. */
  onClose?: () => void;
  children?: ReactNode;
}) {
  const { id, title, intro, submit, onSubmit, onClose, children } = props;
  const { closeOverlay } = useExtensionActions<'settings'>();
  return (
    <Modal id={id} title={title} width="sm" onClose={onClose}>
      <ModalBody>
        <Flex direction="column" gap="md">
          <Text>{intro}</Text>
          {children}
        </Flex>
      </ModalBody>
      <ModalFooter>
        <ButtonRow disableDropdown>
          <Button
            testId={`${id}-submit`}
            variant="primary"
            onClick={() => {
              if (onSubmit() !== false) closeOverlay(id);
            }}
          >
            {submit}
          </Button>
          <Button variant="secondary" onClick={() => closeOverlay(id)}>
            {commonTexts.cancel}
          </Button>
        </ButtonRow>
      </ModalFooter>
    </Modal>
  );
}
