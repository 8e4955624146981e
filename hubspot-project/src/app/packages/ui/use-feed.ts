import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Answer } from './answers.ts';
import { Feed, type Shown } from './feed.ts';

/**
 * Loads something, and again whenever it is `pollMs` old (null: nothing was loaded yet, or it failed). Both functions are
 * taken as they are at the first render.
 */
export function useFeed<T>(
  load: () => Promise<Answer<T>>,
  pollMs: (value: T | null) => number,
): { feed: Feed<T>; shown: Shown<T> } {
  const [feed] = useState(() => new Feed(load));
  const [delayFor] = useState(() => pollMs);
  const shown = useSyncExternalStore(feed.subscribe, feed.current);

  useEffect(() => {
    void feed.reload();
  }, [feed]);

  // each answer is a new `shown`, and with it the next timer begins
  useEffect(() => {
    const timer = setTimeout(() => void feed.poll(), delayFor(shown.status === 'ready' ? shown.value : null));
    return () => clearTimeout(timer);
  }, [feed, delayFor, shown]);

  return { feed, shown };
}
