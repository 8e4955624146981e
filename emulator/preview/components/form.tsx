import type { FormEvent, ReactNode } from 'react';
import { useSurroundings } from '../host/surroundings.ts';
import {
  extensionEvent,
  reactionsOf,
  testAttributes,
  type BaseProps,
  type ExtensionEvent,
  type Handler,
} from './props.ts';

interface FormProps extends BaseProps {
  onSubmit?: Handler<ExtensionEvent & { targetValue: Record<string, string | number> }>;
  autoComplete?: 'off' | 'on';
  children?: ReactNode;
}

/** Submitting tells the extension all named values; the page itself goes nowhere. */
export function Form({ onSubmit, autoComplete = 'off', children, ...props }: FormProps) {
  const { overlays } = useSurroundings();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit?.({ ...extensionEvent(event), targetValue: valuesOf(event.currentTarget) }, reactionsOf(overlays));
  };
  return (
    <form className="hs-form" noValidate autoComplete={autoComplete} onSubmit={submit} {...testAttributes(props)}>
      {children}
    </form>
  );
}

function valuesOf(form: HTMLFormElement): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    const field = form.elements.namedItem(name);
    const isNumber = field instanceof HTMLInputElement && field.type === 'number' && value !== '';
    values[name] = isNumber ? Number(value) : value;
  }
  return values;
}
