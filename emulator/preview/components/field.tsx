import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { classes, testAttributes, type BaseProps } from './props.ts';
import { Hint } from './tooltip.tsx';

export interface FieldProps extends BaseProps {
  label?: string;
  required?: boolean;
  description?: string;
  tooltip?: string;
  error?: boolean;
  validationMessage?: string;
}

/** What binds an input to its label, description and message. */
export interface FieldBinding {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
}

/** Label, description and message around an input; HubSpot checks nothing by itself, so neither does the browser. */
export function Field({ field, children }: { field: FieldProps; children: (binding: FieldBinding) => ReactNode }) {
  const id = useId();
  const { label, required, description, tooltip, error, validationMessage } = field;
  const notes = [description && `${id}-description`, validationMessage && `${id}-message`].filter(Boolean).join(' ');
  const binding: FieldBinding = {
    id,
    ...(notes === '' ? {} : { 'aria-describedby': notes }),
    ...(error ? { 'aria-invalid': true } : {}),
    ...(required ? { 'aria-required': true } : {}),
  };
  return (
    <div className={classes('hs-field', error && 'hs-field-error')}>
      {label !== undefined && (
        <div className="hs-label">
          <label htmlFor={id}>
            {label}
            {required && <span aria-hidden="true"> *</span>}
          </label>
          {tooltip !== undefined && <Hint text={tooltip} />}
        </div>
      )}
      {description !== undefined && (
        <div className="hs-description" id={`${id}-description`}>
          {description}
        </div>
      )}
      {children(binding)}
      {validationMessage !== undefined && validationMessage !== '' && (
        <div className="hs-validation" id={`${id}-message`} role={error ? 'alert' : undefined}>
          {validationMessage}
        </div>
      )}
    </div>
  );
}

/** The test id of an input stands on the input itself. */
export function inputAttributes(props: BaseProps & { name?: string; readOnly?: boolean; placeholder?: string }) {
  const { name, readOnly, placeholder } = props;
  return { name, readOnly, placeholder, ...testAttributes(props) };
}

/**
 * The value that an input shows: the extension's, until the person changes it. The extension's echo of what was typed a
 * moment ago comes late, from a worker, and must not overwrite what has been typed since.
 */
export function useShownValue<T>(given: T | undefined, fallback: T) {
  const [shown, setShown] = useState(given ?? fallback);
  const sent = useRef<string[]>([]);
  const givenText = JSON.stringify(given);
  useEffect(() => {
    if (given === undefined) return;
    const echo = sent.current.indexOf(givenText);
    if (echo >= 0) sent.current.splice(0, echo + 1);
    else setShown(given);
    // compared by content: every message from the worker brings a new object
  }, [givenText]);
  return {
    shown,
    /** The person is done with it: only this value may come back as an echo. */
    commit(value: T) {
      sent.current = [JSON.stringify(value)];
    },
    /** The person has changed it; `told`: the extension hears of it. */
    change(value: T, told: boolean) {
      setShown(value);
      if (told) sent.current.push(JSON.stringify(value));
    },
  };
}
