import type { OwnerChange, RawLead } from '../hubspot/lead.ts';
import { isPersonSource } from '../policy/sources.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { CompareOwner, PlannedWrite } from '../store/tables/crm-writes.ts';
import type { OpenHandoffRow } from '../store/tables/handoffs.ts';
import { closedTask, takenOverProperties } from './taken-over.ts';

/** HubSpot's clock and ours may differ by about this much; the values compared beside the times settle the rest. */
export const CLOCK_TOLERANCE_MS = 2_000;

/** HubSpot may apply our write this long after we note it. What a person does later was done seeing our owner. */
const APPLIED_WITHIN_MS = 60_000;

/** Apps and workflows are not people, even where HubSpot names the user who installed or switched them on. */
const MACHINE_SOURCE = /INTEGRATION|WORKFLOW|AUTOMATION|^API$/i;

/** Did a person make this change: is there a user of the portal behind it? */
export function isByPerson(change: OwnerChange): boolean {
  return isPersonSource(change.source) || (change.userId !== null && !MACHINE_SOURCE.test(change.source));
}

/**
 * The newest change that a person made to the owner since we read it, unless it is the owner that we write ourselves;
 * null when there is none. It does not matter whether our own write came before or after it. Pure.
 */
export function personChangedOwner(options: {
  history: readonly OwnerChange[];
  /** The owner as read, and when (epoch milliseconds, our clock). */
  read: CompareOwner;
  /** The owner that Baton writes or wrote; null: none. */
  written: string | null;
}): OwnerChange | null {
  const { history, read, written } = options;
  const newestFirst = history.toSorted((a, b) => b.atMs - a.atMs);
  for (const change of newestFirst) {
    if (change.ownerId === read.ownerId && change.atMs <= read.readAtMs + CLOCK_TOLERANCE_MS) return null;
    if (isByPerson(change)) return change.ownerId === written ? null : change;
  }
  return null;
}

/**
 * Looks back, after our write, whether it ran over what a person chose between our read and our write (HubSpot has no
 * conditional write). Then that choice is to be put back, once - the restored owner is what is remembered as written
 * from then on - and the handoff closed as taken over. null: nothing to mend, or somebody has changed it again since.
 * Pure; needs the contact's history as just read.
 */
export function planOwnerRestore(options: {
  raw: RawLead;
  /** What was remembered of the last write of the owner. */
  remembered: {
    ownerRead: string | null;
    ownerReadAt: Date | null;
    ownerWritten: string | null;
    ownerWrittenAt: Date | null;
  };
  handoff: OpenHandoffRow | null;
  lane: Lane;
  newId(): string;
}): { change: OwnerChange; writes: PlannedWrite[] } | null {
  const { raw, remembered, handoff, lane, newId } = options;
  const { ownerRead, ownerReadAt, ownerWritten, ownerWrittenAt } = remembered;
  const current = raw.properties['hubspot_owner_id'] || null;
  if (ownerWritten === null || ownerReadAt === null || ownerWrittenAt === null || current !== ownerWritten) return null;
  const change = personChangedOwner({
    history: raw.ownerHistory,
    read: { ownerId: ownerRead, readAtMs: ownerReadAt.getTime() },
    written: ownerWritten,
  });
  if (change === null || change.atMs > ownerWrittenAt.getTime() + APPLIED_WITHIN_MS) return null;

  const ownerId = change.ownerId ?? '';
  const base = { contactId: raw.contactId, decisionId: null, handoffId: handoff?.handoffId ?? null, lane };
  const restore: PlannedWrite = {
    ...base,
    writeId: newId(),
    kind: 'owner_restore',
    payload: {
      properties: { ...takenOverProperties(), hubspot_owner_id: ownerId },
      ownerId,
      compareOwner: { ownerId: current, readAtMs: raw.readAtMs },
    },
  };
  const task = handoff?.taskId ?? null;
  const closeTask: PlannedWrite[] =
    task === null ? [] : [{ ...base, writeId: newId(), kind: 'task_update', payload: closedTask(task) }];
  return { change, writes: [restore, ...closeTask] };
}
