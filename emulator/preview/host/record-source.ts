import type { Properties } from './contract.ts';

type Listener = (properties: Properties) => void;

/** The record that a card stands on: its properties now, and who wants to hear of changes. */
export interface RecordSource {
  contactId: string;
  companies: { toObjectId: number; properties: Properties }[];
  properties: Properties;
  /** Reads the record again; resolves when the page shows it. */
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

/** Tells listeners when one of their properties has another value than before. */
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
