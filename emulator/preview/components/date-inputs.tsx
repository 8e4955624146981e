import { Field, inputAttributes, useShownValue, type FieldProps } from './field.tsx';

/** Months count from 0, as in the SDK. */
interface Day {
  year: number;
  month: number;
  date: number;
}

interface DateInputProps extends FieldProps {
  name?: string;
  value?: Day | null;
  defaultValue?: Day | null;
  readOnly?: boolean;
  min?: Day;
  max?: Day;
  onChange?: (value: Day & { formattedDate: string }) => void;
  onBlur?: (value: Day | null) => void;
  onFocus?: (value: Day | null) => void;
}

export function DateInput(props: DateInputProps) {
  const { min, max, onChange, onBlur, onFocus } = props;
  const { shown, change } = useShownValue<Day | null>(props.value ?? props.defaultValue ?? undefined, null);
  return (
    <Field field={props}>
      {(binding) => (
        <input
          type="date"
          {...binding}
          {...inputAttributes(props)}
          value={dayText(shown)}
          min={dayText(min ?? null) || undefined}
          max={dayText(max ?? null) || undefined}
          onChange={({ target }) => {
            const day = dayIn(target.value);
            change(day, onChange !== undefined);
            if (day !== null) onChange?.({ ...day, formattedDate: target.value });
          }}
          onBlur={() => onBlur?.(shown)}
          onFocus={() => onFocus?.(shown)}
        />
      )}
    </Field>
  );
}

interface Time {
  hours: number;
  minutes: number;
}

interface TimeInputProps extends FieldProps {
  name?: string;
  value?: Time | null;
  defaultValue?: Time | null;
  readOnly?: boolean;
  min?: Time;
  max?: Time;
  /** Minutes between choices. */
  interval?: number;
  onChange?: (value: Time) => void;
  onBlur?: (value: Time | null) => void;
  onFocus?: (value: Time | null) => void;
}

export function TimeInput(props: TimeInputProps) {
  const { min, max, interval, onChange, onBlur, onFocus } = props;
  const { shown, change } = useShownValue<Time | null>(props.value ?? props.defaultValue ?? undefined, null);
  return (
    <Field field={props}>
      {(binding) => (
        <input
          type="time"
          {...binding}
          {...inputAttributes(props)}
          value={timeText(shown)}
          min={timeText(min ?? null) || undefined}
          max={timeText(max ?? null) || undefined}
          step={interval === undefined ? undefined : interval * 60}
          onChange={({ target }) => {
            const time = timeIn(target.value);
            change(time, onChange !== undefined);
            if (time !== null) onChange?.(time);
          }}
          onBlur={() => onBlur?.(shown)}
          onFocus={() => onFocus?.(shown)}
        />
      )}
    </Field>
  );
}

const two = (count: number) => String(count).padStart(2, '0');

function dayText(day: Day | null): string {
  return day === null ? '' : `${String(day.year).padStart(4, '0')}-${two(day.month + 1)}-${two(day.date)}`;
}

function dayIn(text: string): Day | null {
  const [year, month, date] = text.split('-').map(Number);
  return year === undefined || month === undefined || date === undefined ? null : { year, month: month - 1, date };
}

function timeText(time: Time | null): string {
  return time === null ? '' : `${two(time.hours)}:${two(time.minutes)}`;
}

function timeIn(text: string): Time | null {
  const [hours, minutes] = text.split(':').map(Number);
  return hours === undefined || minutes === undefined ? null : { hours, minutes };
}
