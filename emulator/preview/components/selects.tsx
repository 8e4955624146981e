import { useState } from 'react';
import { Field, useShownValue, type FieldProps } from './field.tsx';
import { classes, testAttributes } from './props.ts';

type Value = string | number | boolean;

interface Option {
  label: string;
  value: Value;
}

interface CommonProps extends FieldProps {
  name?: string;
  placeholder?: string;
  readOnly?: boolean;
  variant?: 'transparent' | 'input';
  options?: Option[];
}

interface SelectProps extends CommonProps {
  value?: Value;
  onChange?: (value: Value) => void;
  onInput?: (value: Value) => void;
}

export function Select(props: SelectProps) {
  const {
    options = [],
    placeholder = 'Select an option',
    variant = 'input',
    readOnly,
    name,
    onChange,
    onInput,
  } = props;
  const { shown, change } = useShownValue<Value>(props.value, '');
  return (
    <Field field={props}>
      {(binding) => (
        <select
          {...binding}
          {...testAttributes(props)}
          name={name}
          className={classes(variant === 'transparent' && 'hs-transparent')}
          value={String(shown)}
          disabled={readOnly}
          onChange={({ target }) => {
            const chosen = options.find(({ value }) => String(value) === target.value);
            if (chosen === undefined) return;
            change(chosen.value, onChange !== undefined || onInput !== undefined);
            onInput?.(chosen.value);
            onChange?.(chosen.value);
          }}
        >
          <option value="" disabled>
            {placeholder}
          </option>
          {options.map(({ label, value }) => (
            <option key={String(value)} value={String(value)}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface MultiSelectProps extends CommonProps {
  value?: Value[];
  onChange?: (value: Value[]) => void;
}

/** HubSpot searches in the list from this many options on. */
const SEARCH_ABOVE = 7;

/** Chosen options stand as tags that can be taken away; the rest is in a list that can be searched when it is long. */
export function MultiSelect(props: MultiSelectProps) {
  const { options = [], placeholder = 'Select options', readOnly, onChange } = props;
  const { shown, change } = useShownValue<Value[]>(props.value, []);
  const [search, setSearch] = useState('');
  const set = (next: Value[]) => {
    change(next, onChange !== undefined);
    onChange?.(next);
  };
  const chosen = options.filter(({ value }) => shown.includes(value));
  const found = options.filter(({ label }) => label.toLowerCase().includes(search.trim().toLowerCase()));
  return (
    <Field field={props}>
      {({ id, ...binding }) => (
        <div
          className="hs-multi"
          role="group"
          aria-label={props.label ?? placeholder}
          {...binding}
          {...testAttributes(props)}
        >
          <div className="hs-multi-chosen">
            {chosen.length === 0 && <span className="hs-placeholder">{placeholder}</span>}
            {chosen.map(({ label, value }) => (
              <span key={String(value)} className="hs-tag hs-tag-default">
                {label}
                {!readOnly && (
                  <button
                    type="button"
                    className="hs-close"
                    aria-label={`Remove ${label}`}
                    onClick={() => set(shown.filter((one) => one !== value))}
                  >
                    ×
                  </button>
                )}
              </span>
            ))}
          </div>
          {!readOnly && (
            <details>
              <summary id={id}>Choose</summary>
              {options.length > SEARCH_ABOVE && (
                <input
                  type="search"
                  aria-label={`Search in ${props.label ?? 'options'}`}
                  placeholder="Search"
                  value={search}
                  onChange={({ target }) => setSearch(target.value)}
                />
              )}
              {found.map(({ label, value }) => (
                <label key={String(value)} className="hs-choice">
                  <input
                    type="checkbox"
                    checked={shown.includes(value)}
                    onChange={({ target }) =>
                      set(target.checked ? [...shown, value] : shown.filter((one) => one !== value))
                    }
                  />
                  <span>{label}</span>
                </label>
              ))}
            </details>
          )}
        </div>
      )}
    </Field>
  );
}
