import { useRef, useState, useEffect } from 'react';
import { Field, inputAttributes, type FieldBinding, type FieldProps } from './field.tsx';

interface NumberInputProps extends FieldProps {
  name?: string;
  value?: number;
  defaultValue?: number;
  placeholder?: string;
  readOnly?: boolean;
  min?: number;
  max?: number;
  precision?: number;
  formatStyle?: 'decimal' | 'percentage';
  textAlign?: 'left' | 'right';
  /** An empty field has no number. */
  onInput?: (value: number | undefined) => void;
  onChange?: (value: number | undefined) => void;
  onBlur?: (value: number | undefined) => void;
  onFocus?: (value: number | undefined) => void;
}

/** What is typed stays as typed (`1.` on the way to `1.5`) while the extension hears of numbers. */
function useNumberInput(props: NumberInputProps) {
  const { value, onInput, onChange, onBlur, onFocus } = props;
  const [text, setText] = useState(String(value ?? props.defaultValue ?? ''));
  const committed = useRef(text);
  useEffect(() => {
    if (value !== undefined) setText((before) => (numberIn(before) === value ? before : String(value)));
  }, [value]);
  const commit = (next: string) => {
    if (next === committed.current) return;
    committed.current = next;
    onChange?.(numberIn(next));
  };
  return {
    text,
    set(next: string) {
      setText(next);
      onInput?.(numberIn(next));
    },
    commit,
    handlers: {
      value: text,
      onFocus: () => onFocus?.(numberIn(text)),
      onBlur: () => {
        commit(text);
        onBlur?.(numberIn(text));
      },
      onKeyDown: ({ key }: { key: string }) => {
        if (key === 'Enter') commit(text);
      },
    },
  };
}

function numberIn(text: string): number | undefined {
  return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

function NumberBox({ props, binding, prefix }: { props: NumberInputProps; binding: FieldBinding; prefix?: string }) {
  const { handlers, set } = useNumberInput(props);
  const { min, max, textAlign, formatStyle } = props;
  const suffix = formatStyle === 'percentage' ? '%' : undefined;
  return (
    <span className="hs-affixed">
      {prefix !== undefined && <span aria-hidden="true">{prefix}</span>}
      <input
        type="number"
        step="any"
        {...binding}
        {...inputAttributes(props)}
        {...{ min, max }}
        {...handlers}
        style={{ textAlign }}
        onChange={({ target }) => set(target.value)}
      />
      {suffix !== undefined && <span aria-hidden="true">{suffix}</span>}
    </span>
  );
}

export function NumberInput(props: NumberInputProps) {
  return <Field field={props}>{(binding) => <NumberBox props={props} binding={binding} />}</Field>;
}

export function CurrencyInput(props: NumberInputProps & { currency?: string }) {
  const { currency = 'USD' } = props;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
  return <Field field={props}>{(binding) => <NumberBox props={props} binding={binding} prefix={sign} />}</Field>;
}

interface StepperProps extends NumberInputProps {
  stepSize?: number;
  minValueReachedTooltip?: string;
  maxValueReachedTooltip?: string;
}

export function StepperInput(props: StepperProps) {
  return <Field field={props}>{(binding) => <Stepper props={props} binding={binding} />}</Field>;
}

function Stepper({ props, binding }: { props: StepperProps; binding: FieldBinding }) {
  const { text, set, commit, handlers } = useNumberInput(props);
  const { stepSize = 1, min = -Infinity, max = Infinity, readOnly } = props;
  const step = (by: number, tooltip: string | undefined, sign: string, label: string) => {
    const next = (numberIn(text) ?? 0) + by;
    const isOver = next < min || next > max;
    const move = () => {
      set(String(next));
      commit(String(next));
    };
    return (
      <button
        type="button"
        aria-label={label}
        disabled={readOnly || isOver}
        title={isOver ? tooltip : undefined}
        onClick={move}
      >
        {sign}
      </button>
    );
  };
  return (
    <span className="hs-affixed hs-stepper">
      {step(-stepSize, props.minValueReachedTooltip, '−', 'Decrease')}
      <input
        type="number"
        step={stepSize}
        {...binding}
        {...inputAttributes(props)}
        {...handlers}
        onChange={({ target }) => set(target.value)}
      />
      {step(stepSize, props.maxValueReachedTooltip, '+', 'Increase')}
    </span>
  );
}
