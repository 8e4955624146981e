import { createStore, useStore } from '../data/store.ts';
import { Dialog } from '../components/dialog.tsx';

interface Frame {
  uri: string;
  title: string;
  onClose(): void;
}

const frame = createStore<Frame | null>(null);

export function openFrame(wanted: Frame): void {
  frame.set(() => wanted);
}

/** Where HubSpot would show the address in a frame, this says which address: the page loads nothing from elsewhere. */
export function FrameDialog() {
  const open = useStore(frame);
  if (open === null) return null;
  const close = () => {
    frame.set(() => null);
    open.onClose();
  };
  return (
    <Dialog kind="modal" title={open.title} onClose={close}>
      <div className="hs-overlay-body">
        <p>HubSpot shows this address here:</p>
        <p>
          <code>{open.uri}</code>
        </p>
      </div>
    </Dialog>
  );
}
