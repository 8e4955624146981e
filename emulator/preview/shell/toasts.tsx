import { useEffect, useRef } from 'react';
import { useStore } from '../data/store.ts';
import { removeToast, toasts } from '../data/toasts.ts';

/** React 18 does not know the attribute yet, and hands it on as it is. */
const POPOVER = { popover: 'manual' };

/** What addAlert says. Lies over open dialogs too, and is read out. */
export function Toasts() {
  const shown = useStore(toasts);
  const region = useRef<HTMLDivElement>(null);
  const newest = shown.at(-1)?.id;
  useEffect(() => {
    // shown again, it is the topmost of all that lies over the page
    region.current?.hidePopover();
    if (newest !== undefined) region.current?.showPopover();
  }, [newest]);
  return (
    <div ref={region} className="hs-toasts" role="status" aria-live="polite" {...POPOVER}>
      {shown.map(({ id, type, title, message }) => (
        <div key={id} className={`hs-toast hs-alert hs-alert-${type}`} data-type={type}>
          {title !== '' && <strong>{title}</strong>}
          <div>{message}</div>
          <button type="button" className="hs-close" aria-label="Close" onClick={() => removeToast(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
