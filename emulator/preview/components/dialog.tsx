import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { classes } from './props.ts';

export interface DialogProps {
  kind: 'modal' | 'panel';
  title: string;
  /** Read to people who cannot see it; default the title. */
  label?: string;
  className?: string;
  onClose(): void;
  children?: ReactNode;
  'data-test-id'?: string;
}

/**
 * A window over the page. The browser's own dialog keeps the focus inside, makes the rest unreachable and gives the
 * focus back when it closes.
 */
export function Dialog({ kind, title, label = title, className, onClose, children, ...attributes }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return createPortal(
    <dialog
      ref={element}
      aria-label={label}
      className={classes('hs-dialog', `hs-${kind}`, className)}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      {...attributes}
    >
      <header className="hs-dialog-header">
        <h2>{title}</h2>
        <button type="button" className="hs-close" aria-label="Close" onClick={onClose}>
          ×
        </button>
      </header>
      <div className="hs-dialog-content">{children}</div>
    </dialog>,
    document.body,
  );
}
