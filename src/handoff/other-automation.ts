import type { OwnerChange } from '../hubspot/lead.ts';
import type { ContactPayload } from '../store/tables/crm-writes.ts';
import type { OwnerMemory } from '../store/tables/written-owners.ts';
import type { Problem } from './finished-write.ts';
import { isByPerson } from './look-back.ts';

const WINDOW_MS = 24 * 60 * 60_000;

/** At so many changes within the window Baton stops: two automations that correct each other never end. */
const MOST_CHANGES = 2;

export interface AutomationCount {
  changes: number;
  /** When the newest of them was made; null: there was none. */
  changedAt: Date | null;
  /** Leave the owner alone. */
  stop: boolean;
}

/**
 * How often within 24 h a workflow or another app - neither a person nor us - has replaced the owner that Baton wrote: what
 * was counted before, and what the history shows since our last write. Pure.
 */
export function otherAutomation(
  options: OwnerMemory & { history: readonly OwnerChange[]; now: Date },
): AutomationCount {
  const { history, ownerWritten, ownerWrittenAt, changes, changedAt, now } = options;
  const begin = now.getTime() - WINDOW_MS;
  const counted = changedAt !== null && changedAt.getTime() > begin ? changes : 0;
  const from = Math.max(ownerWrittenAt?.getTime() ?? Infinity, changedAt?.getTime() ?? 0);
  const isNew = (change: OwnerChange) => change.atMs > from && change.ownerId !== ownerWritten && !isByPerson(change);
  const found = ownerWrittenAt === null || ownerWrittenAt.getTime() <= begin ? [] : history.filter(isNew);
  const newest = found.length > 0 ? new Date(Math.max(...found.map(({ atMs }) => atMs))) : null;
  const total = counted + found.length;
  return { changes: total, changedAt: newest ?? (counted > 0 ? changedAt : null), stop: total >= MOST_CHANGES };
}

/** Was the owner that Baton wrote lately another one when it was read? Then it matters who has changed it. Pure. */
export function wasReplaced(payload: ContactPayload, owner: OwnerMemory, nowMs: number): boolean {
  if (payload.ownerId === undefined || payload.compareOwner === undefined || owner.ownerWrittenAt === null)
    return false;
  return owner.ownerWrittenAt.getTime() > nowMs - WINDOW_MS && payload.compareOwner.ownerId !== owner.ownerWritten;
}

export function automationProblem(contactId: string): Problem {
  return {
    kind: 'other_automation',
    subject: contactId,
    sentence:
      'Another automation assigns this contact: twice within a day it replaced the owner that Baton had set. Baton leaves the owner alone for a day; take the contact out of that workflow or app, or out of what Baton routes.',
  };
}
