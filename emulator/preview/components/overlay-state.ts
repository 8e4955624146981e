import { createContext } from 'react';

/** Of the overlay that one component holds. */
export interface OverlayStateValue {
  isOpen: boolean;
  setOpen(open: boolean): void;
  /** Where the component is, and over what, while it is pointed at or has the focus; else null. */
  anchor: { box: DOMRect; layer: Element } | null;
  /** By this id the component says what describes it. */
  tooltipId: string;
}

/** null: what is drawn here is nobody's overlay. */
export const OverlayState = createContext<OverlayStateValue | null>(null);
