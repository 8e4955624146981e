import { randomUUID } from 'node:crypto';
import { undoEntries } from '../policy/balance.ts';
import type { PortalTx } from '../store/store.ts';
import { appendEntries, entriesOf } from '../store/tables/balances.ts';
import { addWrites, type PlannedWrite } from '../store/tables/crm-writes.ts';
import { supersedeContactUpdates, supersedeTasks } from '../store/tables/crm-writes-superseded.ts';
import { closeHandoffs, openHandoffs } from '../store/tables/handoffs.ts';
import { inheritClaims } from './inherit-claims.ts';
import { closedTask } from './taken-over.ts';

/** Why HubSpot does not have a contact any more under its id. */
export type Gone = 'deleted' | 'merged' | 'privacy';

/**
 * Closes the open handoffs of contacts that are about to be marked as gone: nobody can act on them. Their owners get their
 * turns back, nothing more is written on the contacts, and their tasks are completed. After an erase there is no task to be
 * completed: HubSpot has deleted it, and what would be written could not be read any more. The winner of a merge inherits.
 * Answers whether there were any. The caller holds the balance lock, taken before any other.
 */
export async function closeGone(
  tx: PortalTx,
  contacts: readonly { contactId: string; gone: Gone; mergedInto: string | null }[],
  at: Date,
): Promise<boolean> {
  const goneOf = new Map(contacts.map(({ contactId, gone }) => [contactId, gone]));
  const open = await openHandoffs(tx, [...goneOf.keys()]);
  if (open.length === 0) return false;
  const closed = await closeHandoffs(
    tx,
    open.map(({ handoffId, contactId }) => ({
      handoffId,
      outcome: goneOf.get(contactId) === 'merged' ? ('duplicate' as const) : ('deleted' as const),
      at,
    })),
  );
  const handoffIds = [...closed];
  await supersedeTasks(tx, { handoffIds, closed });
  await supersedeContactUpdates(tx, { handoffIds, except: [] });
  for (const { enquiryId } of open) {
    const entries = undoEntries(await entriesOf(tx, 'live', [enquiryId]));
    await appendEntries(tx, 'live', { entries, leads: [], at });
  }
  const tasks = open.flatMap(({ handoffId, contactId, taskId }): PlannedWrite[] => {
    if (taskId === null || goneOf.get(contactId) === 'privacy') return [];
    const base = { writeId: randomUUID(), contactId, decisionId: null, handoffId, lane: 'fresh' as const };
    return [{ ...base, kind: 'task_update', payload: closedTask(taskId) }];
  });
  await addWrites(tx, tasks);
  const winnerOf = new Map(contacts.map(({ contactId, mergedInto }) => [contactId, mergedInto]));
  const losers = open.flatMap((handoff) => {
    const winnerId = winnerOf.get(handoff.contactId) ?? null;
    return winnerId === null ? [] : [{ handoff, winnerId }];
  });
  await inheritClaims(tx, losers, at);
  return true;
}
