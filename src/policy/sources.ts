import { defaultGroupOf } from './source-groups.ts';
import type { Lane } from './taxonomy.ts';

/**
 * The lane in which an event of this source waits: `fresh` where a person is waiting for an answer or has just typed
 * the record in, `bulk` for imports, syncs and anything unknown.
 */
export function laneOfSource(source: string): Lane {
  return defaultGroupOf(source) === 'bulk' ? 'bulk' : 'fresh';
}

/** Does a user of the portal stand behind this source, so that what it changed was a person's will? */
export function isPersonSource(source: string): boolean {
  return defaultGroupOf(source) === 'by_user';
}
