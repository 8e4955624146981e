import type { OwnerChange } from '../hubspot/lead.ts';
import type { ContactPayload } from '../store/tables/crm-writes.ts';
import { personChangedOwner } from './look-back.ts';
import { takenOverProperties } from './taken-over.ts';

/** An owner read longer ago than this is read again before it is written over. Milliseconds. */
export const COMPARE_MAX_AGE_MS = 5_000;

/** Must the owner be read again before this is written? After a first try always: it may have been applied. */
export function needsFreshOwner(
  payload: ContactPayload,
  { attempts, nowMs }: { attempts: number; nowMs: number },
): boolean {
  if (payload.ownerId === undefined || payload.compareOwner === undefined) return false;
  return attempts > 0 || nowMs - payload.compareOwner.readAtMs > COMPARE_MAX_AGE_MS;
}

/** The same write, with the owner left as it is. */
export function withoutOwner({ properties }: ContactPayload): ContactPayload {
  const { hubspot_owner_id: _ours, ...others } = properties;
  return { properties: others };
}

export type Compared =
  | { end: 'write'; payload: ContactPayload }
  /** A person has chosen an owner meanwhile: `payload` leaves that choice alone (or puts it back). */
  | { end: 'taken_over'; payload: ContactPayload; ownerId: string | null };

/**
 * Compares the owner as just read with the one that the decision was made on, and says what may be written. Only a
 * person's change stops the owner's write; a change by a workflow or another app does not. Pure.
 */
export function compareOwner(
  payload: ContactPayload,
  fresh: { ownerId: string | null; history: readonly OwnerChange[]; readAtMs: number },
): Compared {
  const { ownerId, compareOwner: read } = payload;
  const again: ContactPayload = { ...payload, compareOwner: { ownerId: fresh.ownerId, readAtMs: fresh.readAtMs } };
  if (ownerId === undefined || read === undefined || fresh.ownerId === read.ownerId)
    return { end: 'write', payload: again };
  const change = personChangedOwner({ history: fresh.history, read, written: ownerId || null });
  if (change === null) return { end: 'write', payload: again };
  const properties = { ...withoutOwner(payload).properties, ...takenOverProperties() };
  if (fresh.ownerId === change.ownerId) return { end: 'taken_over', payload: { properties }, ownerId: change.ownerId };
  // An earlier try of this very write has run over the person's choice.
  const restored = change.ownerId ?? '';
  return {
    end: 'taken_over',
    payload: { ...again, properties: { ...properties, hubspot_owner_id: restored }, ownerId: restored },
    ownerId: change.ownerId,
  };
}
