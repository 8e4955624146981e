import { useEffect, useState, type ReactNode } from 'react';
import { classes, testAttributes, type BaseProps } from './props.ts';

/** The state of a box: the extension's when it gives one, else the person's. */
function useChecked(checked: boolean | undefined, initial: boolean | undefined) {
  const [shown, setShown] = useState(checked ?? initial ?? false);
  useEffect(() => {
    if (checked !== undefined) setShown(checked);
  }, [checked]);
  return [shown, setShown] as const;
}

interface CheckboxProps extends BaseProps {
  name?: string;
  value?: string;
  checked?: boolean;
  initialIsChecked?: boolean;
  readOnly?: boolean;
  readonly?: boolean;
  description?: string;
  inline?: boolean;
  'aria-label'?: string;
  onChange?: (checked: boolean, value: string) => void;
  children?: ReactNode;
}

function Box({ type, ...props }: CheckboxProps & { type: 'checkbox' | 'radio' }) {
  const { name, value = '', description, inline, onChange, children } = props;
  const [shown, setShown] = useChecked(props.checked, props.initialIsChecked);
  return (
    <label className={classes('hs-choice', inline && 'hs-inline')}>
      <input
        type={type}
        name={name}
        value={value}
        checked={shown}
        disabled={props.readOnly ?? props.readonly}
        aria-label={props['aria-label']}
        onChange={({ target }) => {
          setShown(target.checked);
          onChange?.(target.checked, value);
        }}
        {...testAttributes(props)}
      />
      <span>
        {children}
        {description !== undefined && <small>{description}</small>}
      </span>
    </label>
  );
}

export function Checkbox(props: CheckboxProps) {
  return <Box type="checkbox" {...props} />;
}

export function RadioButton(props: CheckboxProps) {
  return <Box type="radio" {...props} />;
}

interface ToggleProps extends BaseProps {
  name?: string;
  label: string;
  labelDisplay?: 'inline' | 'top' | 'hidden';
  checked?: boolean;
  initialIsChecked?: boolean;
  readOnly?: boolean;
  readonly?: boolean;
  textChecked?: string;
  textUnchecked?: string;
  onChange?: (checked: boolean) => void;
}

export function Toggle({
  label,
  labelDisplay = 'inline',
  textChecked = 'ON',
  textUnchecked = 'OFF',
  ...props
}: ToggleProps) {
  const [shown, setShown] = useChecked(props.checked, props.initialIsChecked);
  return (
    <label className={classes('hs-toggle', labelDisplay === 'top' && 'hs-toggle-top')}>
      <input
        type="checkbox"
        role="switch"
        name={props.name}
        checked={shown}
        disabled={props.readOnly ?? props.readonly}
        onChange={({ target }) => {
          setShown(target.checked);
          props.onChange?.(target.checked);
        }}
        {...testAttributes(props)}
      />
      <span className="hs-toggle-track" aria-hidden="true">
        {shown ? textChecked : textUnchecked}
      </span>
      <span className={labelDisplay === 'hidden' ? 'hs-hidden' : undefined}>{label}</span>
    </label>
  );
}
