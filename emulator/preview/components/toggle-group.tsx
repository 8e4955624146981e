import { useEffect, useId, useState } from 'react';
import { classes, testAttributes } from './props.ts';
import type { FieldProps } from './field.tsx';
import { Hint } from './tooltip.tsx';

interface Option {
  label: string;
  value: string;
  initialIsChecked?: boolean;
  readOnly?: boolean;
  readonly?: boolean;
  description?: string;
}

interface ToggleGroupProps extends FieldProps {
  name?: string;
  options?: Option[];
  toggleType?: 'checkboxList' | 'radioButtonList';
  inline?: boolean;
  value?: string | string[];
  onChange?: (value: string | string[]) => void;
}

/** A list of boxes or radio buttons with one label. */
export function ToggleGroup({
  options = [],
  toggleType = 'checkboxList',
  inline,
  onChange,
  ...props
}: ToggleGroupProps) {
  const isRadio = toggleType === 'radioButtonList';
  const initial = options.filter(({ initialIsChecked }) => initialIsChecked).map(({ value }) => value);
  const [chosen, setChosen] = useState(asList(props.value) ?? initial);
  const id = useId();
  const given = JSON.stringify(props.value);
  useEffect(() => {
    const list = asList(props.value);
    if (list !== undefined) setChosen(list);
    // compared by content: every message from the worker brings a new list
  }, [given]);
  const set = (value: string, isOn: boolean) => {
    const others = chosen.filter((one) => one !== value);
    const next = isRadio ? [value] : isOn ? [...others, value] : others;
    setChosen(next);
    onChange?.(isRadio ? value : next);
  };
  const { label, required, tooltip, error, validationMessage, name } = props;
  return (
    <fieldset
      className={classes('hs-field', 'hs-group', error && 'hs-field-error')}
      aria-describedby={validationMessage ? `${id}-message` : undefined}
      {...testAttributes(props)}
    >
      <legend className="hs-label">
        {label}
        {required && <span aria-hidden="true"> *</span>}
        {tooltip !== undefined && <Hint text={tooltip} />}
      </legend>
      <div className={classes('hs-group-options', inline && 'hs-inline')}>
        {options.map((option) => (
          <label key={option.value} className="hs-choice">
            <input
              type={isRadio ? 'radio' : 'checkbox'}
              name={name ?? id}
              value={option.value}
              checked={chosen.includes(option.value)}
              disabled={option.readOnly ?? option.readonly}
              onChange={({ target }) => set(option.value, target.checked)}
            />
            <span>
              {option.label}
              {option.description !== undefined && <small>{option.description}</small>}
            </span>
          </label>
        ))}
      </div>
      {validationMessage && (
        <div className="hs-validation" id={`${id}-message`}>
          {validationMessage}
        </div>
      )}
    </fieldset>
  );
}

function asList(value: string | string[] | undefined): string[] | undefined {
  return typeof value === 'string' ? [value] : value;
}
