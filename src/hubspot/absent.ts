import type { RefusalBody } from './refusals.ts';

/** What became of ids that a batch read did not answer with a record. */
export interface Absent {
  /** HubSpot says, or its complete answer shows, that there is no such record. */
  gone: string[];
  /** HubSpot did not say: a read of its own may have failed. Ask again. */
  unknown: string[];
}

/**
 * Sorts the ids that are absent from a batch read. An answer without errors is complete: what it lacks is gone. In any other an
 * id is gone only if an error names it as not found; what any other error names, or nothing at all, is unknown.
 */
export function sortAbsent(absent: readonly string[], errors: readonly RefusalBody[]): Absent {
  if (errors.length === 0) return { gone: [...absent], unknown: [] };
  const notFound = new Set(errors.filter(saysNotFound).flatMap(idsOf));
  const otherwise = new Set(errors.filter((error) => !saysNotFound(error)).flatMap(idsOf));
  const isGone = (id: string) => notFound.has(id) && !otherwise.has(id);
  const open = absent.filter((id) => !isGone(id));
  const [error, ...more] = errors.filter((one) => idsOf(one).length === 0);
  if (open.length === 1 && more.length === 0 && error !== undefined && saysNotFound(error) && otherwise.size === 0) {
    // One id and one error are left: they belong together, even where HubSpot did not say so.
    return { gone: [...absent], unknown: [] };
  }
  return { gone: absent.filter(isGone), unknown: open };
}

/** The ids that an error speaks of. */
export function idsOf(error: RefusalBody): readonly string[] {
  return [error, ...(error.errors ?? [])].flatMap((one) => one.context?.ids ?? []);
}

function saysNotFound({ category, status }: RefusalBody): boolean {
  return category === undefined ? status === '404' : category === 'OBJECT_NOT_FOUND';
}
