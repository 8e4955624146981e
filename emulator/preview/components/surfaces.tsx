import { useContext, useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useSurroundings } from '../host/surroundings.ts';
import { Dialog } from './dialog.tsx';
import { OverlayState } from './overlay-state.ts';
import { classes, shortSize, testAttributes, type BaseProps } from './props.ts';

interface SurfaceProps extends BaseProps {
  id: string;
  title?: string;
  'aria-label'?: string;
  width?: string;
  variant?: string;
  onOpen?: () => void;
  onClose?: () => void;
  children?: ReactNode;
}

/** Not the overlay of anything: it never opens. */
const CLOSED = { isOpen: false, setOpen: () => {} };

/** A modal or panel: open while the component that holds it, or the extension by its id, says so. */
function Surface({ kind, ...props }: SurfaceProps & { kind: 'modal' | 'panel' }) {
  const { id, title, width, variant, onOpen, onClose, children } = props;
  const { overlays } = useSurroundings();
  const { isOpen, setOpen } = useContext(OverlayState) ?? CLOSED;
  useEffect(() => overlays.register(id, setOpen), [overlays, id, setOpen]);
  const wasOpen = useRef(false);
  // at once and by the handlers of now: the extension's earlier ones, and those of a surface that it took away, are gone
  useLayoutEffect(() => {
    if (isOpen === wasOpen.current) return;
    wasOpen.current = isOpen;
    if (isOpen) onOpen?.();
    else onClose?.();
  });
  if (!isOpen) return null;
  return (
    <Dialog
      kind={kind}
      title={title ?? ''}
      label={props['aria-label'] ?? title ?? id}
      className={classes(`hs-width-${shortSize(width, 'md')}`, variant && `hs-${kind}-${variant}`)}
      onClose={() => setOpen(false)}
      {...testAttributes(props)}
    >
      {children}
    </Dialog>
  );
}

export function Modal(props: SurfaceProps) {
  return <Surface kind="modal" {...props} />;
}

export function Panel(props: SurfaceProps) {
  return <Surface kind="panel" {...props} />;
}

interface PartProps extends BaseProps {
  flush?: boolean;
  children?: ReactNode;
}

export function OverlayBody({ children, ...props }: PartProps) {
  return (
    <div className="hs-overlay-body" {...testAttributes(props)}>
      {children}
    </div>
  );
}

export function OverlayFooter({ children, ...props }: PartProps) {
  return (
    <footer className="hs-overlay-footer" {...testAttributes(props)}>
      {children}
    </footer>
  );
}

export function PanelSection({ children, flush, ...props }: PartProps) {
  return (
    <section className={classes('hs-panel-section', flush && 'hs-flush')} {...testAttributes(props)}>
      {children}
    </section>
  );
}
