import { createStore } from './store.ts';

/** How many entries are kept. */
const KEPT = 300;

export type LogKind = 'fetch' | 'alert' | 'action' | 'logger' | 'error';

export interface LogEntry {
  id: number;
  atMs: number;
  kind: LogKind;
  text: string;
  /** true: something went wrong. */
  bad: boolean;
}

/** What the app's extensions on this page did, newest last. */
export const liveLog = createStore<readonly LogEntry[]>([]);

let nextId = 1;

export function log(kind: LogKind, text: string, { bad = kind === 'error' } = {}): void {
  const entry = { id: nextId, atMs: Date.now(), kind, text, bad };
  nextId += 1;
  liveLog.set((before) => [...before, entry].slice(-KEPT));
}
