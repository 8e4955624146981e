import { useId, useState, type KeyboardEvent } from 'react';
import { inWords } from '../data/words.ts';

const LETTERS_IN_ROW = 32;
const MOST_ROWS = 6;

/** A property that is changed in its place: Enter or leaving saves, Escape leaves it as it was. */
export function PropertyRow(props: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onSave(value: string): Promise<void>;
}) {
  const { label, value, options, onSave } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const save = async (next: string) => {
    setDraft(null);
    if (next === value) return;
    try {
      await onSave(next);
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      void save(draft ?? value);
    }
    if (event.key === 'Escape') setDraft(null);
  };
  return (
    <div className="hs-property">
      <label htmlFor={id}>{label}</label>
      {options.length > 0 ? (
        <select id={id} value={value} onChange={({ target }) => void save(target.value)}>
          <option value="">–</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {inWords(option.label)}
            </option>
          ))}
        </select>
      ) : (
        <textarea
          id={id}
          rows={Math.min(MOST_ROWS, Math.max(1, Math.ceil(value.length / LETTERS_IN_ROW)))}
          value={draft ?? value}
          placeholder="–"
          onChange={({ target }) => setDraft(target.value)}
          onKeyDown={keys}
          onBlur={() => draft !== null && void save(draft)}
        />
      )}
      {problem !== null && (
        <span className="hs-validation" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
