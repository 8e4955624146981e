import { useContext, useId, useState, type CSSProperties, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { OverlayState } from './overlay-state.ts';
import { testAttributes, type BaseProps } from './props.ts';

/** Pixels between a tooltip and what it explains. */
const GAP = 8;

interface TooltipProps extends BaseProps {
  placement?: 'top' | 'bottom' | 'left' | 'right';
  children?: ReactNode;
}

/** As `overlay` of a component it explains it to mouse, keyboard and readers; by itself it is plain text. */
export function Tooltip({ children, placement = 'top', ...props }: TooltipProps) {
  const state = useContext(OverlayState);
  if (state === null) return <span {...testAttributes(props)}>{children}</span>;
  const { anchor, tooltipId } = state;
  return createPortal(
    <span
      id={tooltipId}
      role="tooltip"
      className={anchor === null ? 'hs-hidden' : 'hs-tooltip'}
      style={anchor === null ? undefined : beside(anchor.box, placement)}
      data-placement={placement}
      {...testAttributes(props)}
    >
      {children}
    </span>,
    anchor?.layer ?? document.body,
  );
}

function beside(
  { left, right, top, bottom }: DOMRect,
  placement: NonNullable<TooltipProps['placement']>,
): CSSProperties {
  const middle = { left: (left + right) / 2, top: (top + bottom) / 2 };
  const edges = {
    top: { top: top - GAP },
    bottom: { top: bottom + GAP },
    left: { left: left - GAP },
    right: { left: right + GAP },
  };
  return { ...middle, ...edges[placement] };
}

/** The little sign beside a label whose text appears on hover and focus. */
export function Hint({ text }: { text: string }) {
  const [isShown, setShown] = useState(false);
  const id = useId();
  return (
    <span className="hs-hint">
      <button
        type="button"
        className="hs-hint-sign"
        aria-label="More about this"
        aria-describedby={id}
        onMouseEnter={() => setShown(true)}
        onMouseLeave={() => setShown(false)}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
      >
        i
      </button>
      <span id={id} role="tooltip" className={isShown ? 'hs-hint-text' : 'hs-hidden'}>
        {text}
      </span>
    </span>
  );
}
