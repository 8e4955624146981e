import { randomUUID } from 'node:crypto';
import type { PortalTx } from '../store/store.ts';
import { lockBalance } from '../store/tables/balances.ts';
import { addWrites, endWrites, markSent, supersedeTasks, type PlannedWrite } from '../store/tables/crm-writes.ts';
import { raiseException } from '../store/tables/exceptions.ts';
import { closeHandoffs, handoffsById, setTaskId } from '../store/tables/handoffs.ts';
import { forgetWrittenOwners, rememberAutomation, rememberWrittenOwners } from '../store/tables/written-owners.ts';
import { distinctProblems, type FinishedWrite } from './finished-write.ts';
import { closedTask } from './taken-over.ts';
import { automationCounts, writtenOwners, type ContactWrite, type TakenOver } from './write-contacts.ts';
import type { ReadyRound } from './write-round.ts';

/** Runs in the transaction that closes the handoffs: what a take-over does to the balance (3.6). */
export type SettleTakeOver = (
  tx: PortalTx,
  rows: readonly { handoffId: string; takenOver: TakenOver }[],
) => Promise<void>;

/** Stores how writes ended, with everything that follows from it. What another process has by now is left alone. */
export async function commitEnds(
  tx: PortalTx,
  { leaseId, ends }: { leaseId: string; ends: readonly FinishedWrite[] },
): Promise<void> {
  const ours = await endWrites(tx, { leaseId, ends: ends.map(({ write, end }) => ({ writeId: write.writeId, end })) });
  const stored = ends.filter(({ write }) => ours.has(write.writeId));
  await setTaskId(
    tx,
    stored.flatMap(({ write, end }) =>
      write.kind === 'task_create' && write.handoffId !== null && end.end === 'done' && end.hubspotId !== null
        ? [{ handoffId: write.handoffId, taskId: end.hubspotId }]
        : [],
    ),
  );
  await forgetWrittenOwners(
    tx,
    stored.filter(({ ownerRefused }) => ownerRefused).map(({ write }) => write.contactId),
  );
  for (const problem of distinctProblems(stored)) await raiseException(tx, problem);
}

/** Notes, before the call, that these writes go out and which owners they set. Returns the ids that may be sent. */
async function commitSent(
  tx: PortalTx,
  options: { leaseId: string; contacts: readonly ContactWrite[]; writeIds: readonly string[] },
): Promise<Set<string>> {
  const sent = await markSent(tx, options);
  const contacts = options.contacts.filter(({ write }) => sent.has(write.writeId));
  await rememberWrittenOwners(tx, writtenOwners(contacts));
  await rememberAutomation(tx, automationCounts(contacts));
  return sent;
}

/**
 * Closes handoffs that a person has taken over: their tasks are nobody's to do any more. What was still to be written of
 * the tasks is superseded, whoever has it; one that is in HubSpot is completed by a new write. Safe to repeat: balance and
 * task are settled for newly closed ones only.
 */
async function commitTakeOvers(
  tx: PortalTx,
  options: { takenOver: readonly TakenOver[]; at: Date; settle: SettleTakeOver | undefined },
): Promise<{ superseded: ReadonlySet<string>; closing: PlannedWrite[] }> {
  const withHandoff = options.takenOver.flatMap((takenOver) =>
    takenOver.handoffId === null ? [] : [{ handoffId: takenOver.handoffId, takenOver }],
  );
  if (withHandoff.length === 0) return { superseded: new Set(), closing: [] };
  const handoffIds = withHandoff.map(({ handoffId }) => handoffId);
  const closed = await closeHandoffs(
    tx,
    handoffIds.map((handoffId) => ({ handoffId, outcome: 'taken_over' as const, at: options.at })),
  );
  const superseded = await supersedeTasks(tx, { handoffIds, closed });
  const newlyClosed = withHandoff.filter(({ handoffId }) => closed.has(handoffId));
  const handoffs = await handoffsById(tx, [...closed]);
  const closing = newlyClosed.flatMap(({ handoffId, takenOver: { contactId } }): PlannedWrite[] => {
    const taskId = handoffs.get(handoffId)?.taskId ?? null;
    if (taskId === null) return [];
    const base = { writeId: randomUUID(), contactId, decisionId: null, handoffId, lane: 'fresh' as const };
    return [{ ...base, kind: 'task_update', payload: closedTask(taskId) }];
  });
  await addWrites(tx, closing);
  await options.settle?.(tx, newlyClosed);
  return { superseded, closing };
}

/** Stores, in one transaction before the calls of a round, all that is known by then. */
export async function commitRound(
  tx: PortalTx,
  options: {
    leaseId: string;
    ends: readonly FinishedWrite[];
    ready: Pick<ReadyRound, 'contacts' | 'writeIds' | 'takenOver'>;
    settle: SettleTakeOver | undefined;
  },
): Promise<{ sent: Set<string>; superseded: ReadonlySet<string>; closing: readonly PlannedWrite[] }> {
  const { leaseId, ends, ready, settle } = options;
  // First of all locks, as every decider takes it.
  if (ready.takenOver.length > 0) await lockBalance(tx, 'live');
  // Before the handoffs close: a task that was created in the round before is known by this.
  await commitEnds(tx, { leaseId, ends });
  const tasks = await commitTakeOvers(tx, { takenOver: ready.takenOver, at: new Date(), settle });
  const sent = await commitSent(tx, { leaseId, contacts: ready.contacts, writeIds: ready.writeIds });
  return { ...tasks, sent };
}
