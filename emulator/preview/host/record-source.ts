import type { Properties } from './contract.ts';

type Listener = (properties: Properties) => void;

/** The record that a card stands on: its properties now, and who wants to hear of changes. */
export interface RecordSource {
  contactId: string;
  companies: { toObjectId: number; properties: Properties }[];
  /** As the page shows them. */
  properties: Properties;
  /** How often `refresh` has finished. */
  refreshes: number;
  /** Reads the record again after a change made in this page; resolves when the page shows it. */
  refresh(): Promise<void>;
}

/** Those of the wanted properties that there are; absent ones are left out. */
export function pick(properties: Properties, names: readonly string[] | '*'): Properties {
  if (names === '*') return { ...properties };
  const found: Properties = {};
  for (const name of names) {
    const value = properties[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** Tells listeners, whenever it is asked to, of those of their properties that have another value than before. */
export function createPropertyWatch() {
  const watchers: { names: readonly string[] | '*'; listener: Listener; seen: string | null }[] = [];
  return {
    add(names: readonly string[] | '*', listener: Listener, now: Properties): void {
      watchers.push({ names, listener, seen: JSON.stringify(pick(now, names)) });
    },
    changed(now: Properties): void {
      for (const watcher of watchers) {
        const wanted = pick(now, watcher.names);
        const text = JSON.stringify(wanted);
        if (text === watcher.seen) continue;
        watcher.seen = text;
        watcher.listener(wanted);
      }
    },
  };
}
export type PropertyWatch = ReturnType<typeof createPropertyWatch>;
