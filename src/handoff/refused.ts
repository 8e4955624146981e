import { WriteRefused } from '../errors.ts';
import type { WriteResult } from '../hubspot/writes.ts';

type Properties = Readonly<Record<string, string>>;

/** What a write is reduced to when HubSpot refuses more: first to the first list, then to the second. */
export interface Essentials {
  first: readonly string[];
  last: readonly string[];
}

/** The owner is what a lead cannot do without; the status is what reports count. */
export const CONTACT_ESSENTIALS: Essentials = {
  first: ['hubspot_owner_id', 'baton_status'],
  last: ['hubspot_owner_id'],
};

const TASK_CORE = ['hs_timestamp', 'hs_task_subject', 'hs_task_body', 'hs_task_status'];
/** A task without its owner is still found on the contact. */
export const TASK_ESSENTIALS: Essentials = { first: [...TASK_CORE, 'hubspot_owner_id'], last: TASK_CORE };

/**
 * What to try after HubSpot refused these properties: the first time without the ones that it named, then the
 * essentials. Each answer is smaller than what was refused, so that trying ends. null: nothing is left. Pure.
 */
export function lessThan(options: {
  properties: Properties;
  refused: readonly string[];
  firstTime: boolean;
  essentials: Essentials;
}): Record<string, string> | null {
  const { properties, refused, firstTime, essentials } = options;
  const size = Object.keys(properties).length;
  const reduced = (keep: (name: string) => boolean) => {
    const kept = Object.entries(properties).filter(([name]) => keep(name) && !refused.includes(name));
    return kept.length > 0 && kept.length < size ? Object.fromEntries(kept) : null;
  };
  return (
    (firstTime ? reduced(() => true) : null) ??
    reduced((name) => essentials.first.includes(name)) ??
    reduced((name) => essentials.last.includes(name))
  );
}

export interface LessEnd {
  result: WriteResult | undefined;
  /** Every refusal on the way, also where a smaller write went through. */
  refusals: readonly WriteRefused[];
  /** What was sent last. */
  properties: Properties;
}

/**
 * Sends all inputs at once and, for those that HubSpot refuses, less and less, again all at once. A refusal had no
 * effect, so sending less is safe for creates too. Throws what `send` throws.
 */
export async function sendLess(options: {
  inputs: ReadonlyMap<string, Properties>;
  essentials: Essentials;
  send(inputs: ReadonlyMap<string, Properties>): Promise<ReadonlyMap<string, WriteResult>>;
}): Promise<Map<string, LessEnd>> {
  const { essentials, send } = options;
  const ends = new Map<string, LessEnd>();
  let pending = options.inputs;
  while (pending.size > 0) {
    const results = await send(pending);
    const again = new Map<string, Properties>();
    for (const [id, properties] of pending) {
      const result = results.get(id);
      const error = result?.ok === false && result.error instanceof WriteRefused ? result.error : null;
      const earlier = ends.get(id)?.refusals ?? [];
      ends.set(id, { result, refusals: error === null ? earlier : [...earlier, error], properties });
      if (error === null) continue;
      const less = lessThan({ properties, refused: error.properties, firstTime: earlier.length === 0, essentials });
      if (less !== null) again.set(id, less);
    }
    pending = again;
  }
  return ends;
}
