import { useId, useMemo, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useSurroundings } from '../host/surroundings.ts';
import { OverlayState, type OverlayStateValue } from './overlay-state.ts';
import { extensionEvent, reactionsOf, type Handler } from './props.ts';

export interface WithOverlay {
  overlay?: ReactNode;
  onClick?: Handler;
}

/**
 * Pressing a component with an `overlay` tells the extension and opens it, unless `opensOnPress` is false; a tooltip as
 * overlay appears while the component is pointed at or has the focus. `trigger` goes onto the component's element,
 * `node` is drawn beside it.
 */
export function useOverlay({ overlay, onClick }: WithOverlay, opensOnPress = true) {
  const { overlays } = useSurroundings();
  const [isOpen, setOpen] = useState(false);
  const [anchor, setAnchor] = useState<OverlayStateValue['anchor']>(null);
  const tooltipId = useId();
  const state = useMemo(() => ({ isOpen, setOpen, anchor, tooltipId }), [isOpen, anchor, tooltipId]);
  const show = ({ currentTarget }: SyntheticEvent) =>
    // what lies over an open dialog must be inside of it
    setAnchor({ box: currentTarget.getBoundingClientRect(), layer: currentTarget.closest('dialog') ?? document.body });
  const hide = () => setAnchor(null);
  return {
    trigger: {
      onClick(event: SyntheticEvent) {
        onClick?.(extensionEvent(event), reactionsOf(overlays));
        if (overlay && opensOnPress) setOpen(true);
      },
      ...(overlay
        ? { onMouseEnter: show, onMouseLeave: hide, onFocus: show, onBlur: hide, 'aria-describedby': tooltipId }
        : {}),
    },
    open: () => setOpen(true),
    node: overlay ? <OverlayState.Provider value={state}>{overlay}</OverlayState.Provider> : null,
    isPressable: onClick !== undefined || Boolean(overlay),
  };
}
