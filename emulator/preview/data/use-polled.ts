import { useCallback, useEffect, useRef, useState } from 'react';

const EVERY_MS = 1_000;

export interface Polled<T> {
  /** null until the first answer. */
  value: T | null;
  /** Why the last look failed; null: it did not. */
  problem: string | null;
  /** Looks now; resolves when the answer is shown. */
  refresh(): Promise<void>;
}

/**
 * What `load` answers, looked at again every second while the page is in view, one look after the other. Draws again
 * only when the answer differs. `key` says what is loaded: another key starts afresh. After a problem that `isFinal` it
 * does not look any more.
 */
export function usePolled<T>(
  key: string,
  load: () => Promise<T>,
  isFinal: (problem: string) => boolean = () => false,
): Polled<T> {
  const [shown, setShown] = useState<{ key: string; text: string; value: T } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const latest = useRef({ load, isFinal });
  latest.current = { load, isFinal };

  const failure = useRef<string | null>(null);
  const refresh = useCallback(async () => {
    failure.current = null;
    try {
      const value = await latest.current.load();
      const text = JSON.stringify(value);
      setShown((before) => (before?.key === key && before.text === text ? before : { key, text, value }));
      setProblem(null);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      failure.current = text;
      setProblem(text);
    }
  }, [key]);

  useEffect(() => {
    let ended = false;
    let timer: number | undefined;
    const look = async () => {
      if (!document.hidden) await refresh();
      if (failure.current !== null && latest.current.isFinal(failure.current)) return;
      if (!ended) timer = window.setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      ended = true;
      window.clearTimeout(timer);
    };
  }, [refresh]);

  return { value: shown?.key === key ? shown.value : null, problem, refresh };
}
