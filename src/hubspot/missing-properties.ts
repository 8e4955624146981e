import { UnknownProperties } from './refusals.ts';
import type { WriteResult } from './writes.ts';

/** After this long a property that was missing is tried again; somebody may have made it. */
const FORGET_AFTER_MS = 10 * 60_000;

interface Update {
  id: string;
  properties: Readonly<Record<string, string>>;
}

export interface MissingProperties {
  /** Sends the updates without properties that the portal lacks; learns from refusals and sends those again, once. */
  leaveOut(
    updates: readonly Update[],
    send: (batch: readonly Update[]) => Promise<Map<string, WriteResult>>,
  ): Promise<Map<string, WriteResult>>;
  forget(): void;
}

/** A portal may have deleted a property of ours, or never let us create it: the rest of a write must not suffer. */
export function createMissingProperties(): MissingProperties {
  const learnt = new Map<string, number>();

  function trim({ id, properties }: Update): Update {
    const since = Date.now() - FORGET_AFTER_MS;
    const kept = Object.entries(properties).filter(([name]) => (learnt.get(name) ?? -Infinity) < since);
    return { id, properties: Object.fromEntries(kept) };
  }

  async function sendTrimmed(
    updates: readonly Update[],
    send: (batch: readonly Update[]) => Promise<Map<string, WriteResult>>,
  ): Promise<Map<string, WriteResult>> {
    const trimmed = updates.map((update) => trim(update));
    const empty = trimmed.filter(({ properties }) => Object.keys(properties).length === 0);
    const full = trimmed.filter(({ properties }) => Object.keys(properties).length > 0);
    const ends = full.length === 0 ? new Map<string, WriteResult>() : await send(full);
    for (const { id } of empty) ends.set(id, { ok: true, id });
    return ends;
  }

  return {
    async leaveOut(updates, send) {
      const ends = await sendTrimmed(updates, send);
      const again = updates.filter(({ id }) => {
        const end = ends.get(id);
        if (end === undefined || end.ok || !(end.error instanceof UnknownProperties)) return false;
        for (const name of end.error.properties) learnt.set(name, Date.now());
        return true;
      });
      if (again.length > 0) for (const [id, end] of await sendTrimmed(again, send)) ends.set(id, end);
      return ends;
    },
    forget: () => learnt.clear(),
  };
}
