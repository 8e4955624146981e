import type { Actor, CrmRecord } from './model.ts';

/** Sets one value with its history entry; empty clears. True if that changed anything. */
export function assign(
  record: CrmRecord,
  name: string,
  value: string,
  { actor, atMs }: { actor: Actor; atMs: number },
): boolean {
  if ((record.values.get(name) ?? '') === value) return false;
  if (value === '') record.values.delete(name);
  else record.values.set(name, value);
  const entry = { value, atMs, actor };
  const history = record.history.get(name);
  if (history === undefined) record.history.set(name, [entry]);
  else history.push(entry);
  return true;
}
