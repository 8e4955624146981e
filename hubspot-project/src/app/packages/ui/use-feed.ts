import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Answer } from './answers.ts';
import { Feed, type Shown } from './feed.ts';

/** When to read again: after what was read last (null: nothing yet), and after so many failed reads in a row. */
export type Pace<T> = (value: T | null, failures: number) => number;

/** Loads something, and again at its pace. Both functions are taken as they are at the first render. */
export function useFeed<T>(load: () => Promise<Answer<T>>, pace: Pace<T>): { feed: Feed<T>; shown: Shown<T> } {
  const [feed] = useState(() => new Feed(load));
  const [delayFor] = useState(() => pace);
  const shown = useSyncExternalStore(feed.subscribe, feed.current);

  useEffect(() => {
    void feed.reload();
  }, [feed]);

  // each answer is a new `shown`, and with it the next timer begins
  useEffect(() => {
    const delay = delayFor(shown.status === 'ready' ? shown.value : null, feed.failures);
    const timer = setTimeout(() => void feed.poll(), delay);
    return () => clearTimeout(timer);
  }, [feed, delayFor, shown]);

  return { feed, shown };
}
