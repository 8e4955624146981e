import { useEffect, useId, useState, type ReactNode } from 'react';
import { shortSize, testAttributes, type BaseProps } from './props.ts';

interface AccordionProps extends BaseProps {
  title: string;
  defaultOpen?: boolean;
  open?: boolean;
  disabled?: boolean;
  size?: string;
  onClick?: () => void;
  children?: ReactNode;
}

/** With `open` given the extension decides, else the person. */
export function Accordion({
  title,
  defaultOpen = false,
  open,
  disabled,
  size,
  onClick,
  children,
  ...props
}: AccordionProps) {
  const [isOpen, setOpen] = useState(open ?? defaultOpen);
  const content = useId();
  useEffect(() => {
    if (open !== undefined) setOpen(open);
  }, [open]);
  return (
    <div className={`hs-accordion hs-accordion-${shortSize(size, 'md')}`} {...testAttributes(props)}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={content}
        disabled={disabled}
        onClick={() => {
          if (open === undefined) setOpen(!isOpen);
          onClick?.();
        }}
      >
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {title}
      </button>
      <div id={content} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </div>
  );
}
