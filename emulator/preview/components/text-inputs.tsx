import { useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { Field, inputAttributes, useShownValue, type FieldProps } from './field.tsx';

interface TextInputProps extends FieldProps {
  name?: string;
  value?: string;
  defaultValue?: string;
  placeholder?: string;
  readOnly?: boolean;
  onInput?: (value: string) => void;
  onChange?: (value: string) => void;
  onBlur?: (value: string) => void;
  onFocus?: (value: string) => void;
}

/** onInput with each keystroke; onChange when the field is left or Enter is pressed, as HubSpot does it. */
function useTextInput(props: TextInputProps) {
  const { onInput, onChange, onBlur, onFocus } = props;
  const { shown, change, commit: settle } = useShownValue(props.value ?? props.defaultValue, '');
  const committed = useRef(shown);
  const commit = (value: string) => {
    if (value === committed.current) return;
    committed.current = value;
    settle(value);
    onChange?.(value);
  };
  return {
    value: shown,
    onChange({ target }: { target: { value: string } }) {
      change(target.value, onInput !== undefined || onChange !== undefined);
      onInput?.(target.value);
    },
    onFocus: () => {
      committed.current = shown;
      onFocus?.(shown);
    },
    onBlur: () => {
      commit(shown);
      onBlur?.(shown);
    },
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Enter') commit(shown);
    },
  };
}

export function Input(props: TextInputProps & { type?: 'text' | 'password' }) {
  const input = useTextInput(props);
  return (
    <Field field={props}>
      {(binding) => <input type={props.type ?? 'text'} {...binding} {...inputAttributes(props)} {...input} />}
    </Field>
  );
}

export function SearchInput(props: TextInputProps & { clearable?: boolean }) {
  const input = useTextInput(props);
  return (
    <Field field={props}>
      {(binding) => <input type="search" {...binding} {...inputAttributes(props)} {...input} />}
    </Field>
  );
}

interface TextAreaProps extends TextInputProps {
  cols?: number;
  rows?: number;
  maxLength?: number;
  resize?: CSSProperties['resize'];
}

export function TextArea(props: TextAreaProps) {
  const { onKeyDown: _enterIsANewLine, ...input } = useTextInput(props);
  const { cols, rows = 3, maxLength, resize = 'vertical' } = props;
  return (
    <Field field={props}>
      {(binding) => (
        <textarea
          {...binding}
          {...inputAttributes(props)}
          {...input}
          {...{ cols, rows, maxLength }}
          style={{ resize }}
        />
      )}
    </Field>
  );
}
