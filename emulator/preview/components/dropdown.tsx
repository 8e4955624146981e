import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useOverlay, type WithOverlay } from './overlay.tsx';
import { classes, shortSize, testAttributes, type BaseProps } from './props.ts';

interface DropdownProps extends BaseProps {
  options?: { label: string; onClick?: () => void }[];
  variant?: 'primary' | 'secondary' | 'transparent';
  buttonText?: string;
  buttonSize?: string;
  disabled?: boolean;
  children?: ReactNode;
}

export function Dropdown({ options = [], variant = 'secondary', buttonText, buttonSize, ...props }: DropdownProps) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && box.current?.contains(target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  return (
    <div className="hs-dropdown" ref={box} {...testAttributes(props)}>
      <button
        type="button"
        className={classes('hs-button', `hs-button-${variant}`, `hs-button-${shortSize(buttonSize, 'md')}`)}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        disabled={props.disabled}
        onClick={() => setOpen(!isOpen)}
      >
        {buttonText} <span aria-hidden="true">▾</span>
      </button>
      {/* stays while closed, so that an item's modal does not go with the menu */}
      <div
        className="hs-menu"
        role="menu"
        hidden={!isOpen}
        tabIndex={-1}
        onKeyDown={(event) => walk(event, close)}
        onClick={close}
      >
        {options.map(({ label, onClick }) => (
          <button key={label} type="button" role="menuitem" tabIndex={-1} onClick={() => onClick?.()}>
            {label}
          </button>
        ))}
        {props.children}
      </div>
    </div>
  );
}

export function DropdownButtonItem({ children, ...props }: BaseProps & WithOverlay & { children?: ReactNode }) {
  const { trigger, node } = useOverlay(props);
  return (
    <>
      <button type="button" role="menuitem" tabIndex={-1} {...trigger} {...testAttributes(props)}>
        {children}
      </button>
      {node}
    </>
  );
}

/** Arrow keys go from item to item, Escape and Tab close. */
function walk(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.findIndex((item) => item === document.activeElement);
  if (event.key === 'Escape' || event.key === 'Tab') close();
  else if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
  else if (event.key === 'ArrowUp') items.at(at <= 0 ? -1 : at - 1)?.focus();
  else return;
  event.preventDefault();
}
