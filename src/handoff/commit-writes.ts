import { randomUUID } from 'node:crypto';
import type { PortalTx } from '../store/store.ts';
import { lockBalance } from '../store/tables/balances.ts';
import { addWrites, endWrites, markSent, type PlannedWrite } from '../store/tables/crm-writes.ts';
import { supersedeContactUpdates, supersedeTasks } from '../store/tables/crm-writes-superseded.ts';
import { raiseException, resolveException } from '../store/tables/exceptions.ts';
import { closeLateFollowUps } from '../store/tables/handoff-follow-ups.ts';
import { closeHandoffs, handoffsById, setTaskId } from '../store/tables/handoffs.ts';
import { forgetWrittenOwners, rememberAutomation, rememberWrittenOwners } from '../store/tables/written-owners.ts';
import type { FinishedWrite } from './finished-write.ts';
import { forgetLists, rememberLists, type ListOfContact } from '../store/tables/nurtured.ts';
import { mattersOf } from './matters.ts';
import { leaveList } from './plan-nurture.ts';
import { closedTask } from './taken-over.ts';
import { automationCounts, writtenOwners, type ContactWrite, type TakenOver } from './write-contacts.ts';
import type { ReadyRound } from './write-round.ts';

/** Runs in the transaction that closes the handoffs: what a take-over does to the balance (3.6). */
export type SettleTakeOver = (
  tx: PortalTx,
  rows: readonly { handoffId: string; takenOver: TakenOver }[],
) => Promise<void>;

/**
 * Stores how writes ended, with everything that follows from it. What another process has by now is left alone. Answers the
 * new writes that complete tasks which came into being after their handoff was closed.
 */
export async function commitEnds(
  tx: PortalTx,
  { leaseId, ends }: { leaseId: string; ends: readonly FinishedWrite[] },
): Promise<PlannedWrite[]> {
  const ours = await endWrites(tx, { leaseId, ends: ends.map(({ write, end }) => ({ writeId: write.writeId, end })) });
  const stored = ends.filter(({ write }) => ours.has(write.writeId));
  const late = await setTaskId(
    tx,
    stored.flatMap(({ write, end }) =>
      write.kind === 'task_create' && write.handoffId !== null && end.end === 'done' && end.hubspotId !== null
        ? [{ handoffId: write.handoffId, taskId: end.hubspotId }]
        : [],
    ),
  );
  const followUps = stored.flatMap(({ write, end }) =>
    write.kind === 'follow_up_create' && end.end === 'done' ? [write.writeId] : [],
  );
  await forgetWrittenOwners(
    tx,
    stored.filter(({ ownerRefused }) => ownerRefused).map(({ write }) => write.contactId),
  );
  const leaving = await rememberListChanges(tx, stored);
  await tellProblems(tx, stored);
  const closing = [...late.map(closingOf), ...leaving];
  await addWrites(tx, closing);
  return [...closing, ...(await closeLateFollowUps(tx, followUps))];
}

/** Notes who is on which list because of Baton. Answers the writes that take off again who has gone to a person meanwhile. */
async function rememberListChanges(tx: PortalTx, stored: readonly FinishedWrite[]): Promise<PlannedWrite[]> {
  const joined: ListOfContact[] = [];
  const left: ListOfContact[] = [];
  for (const { write, end } of stored) {
    if (end.end !== 'done') continue;
    const { contactId, content } = write;
    if (content?.kind === 'list_add' && end.hubspotId !== null) joined.push({ contactId, ...content.payload });
    if (content?.kind === 'list_remove') left.push({ contactId, ...content.payload });
  }
  await forgetLists(tx, left);
  return (await rememberLists(tx, joined)).map(leaveList);
}

/** What stands in the way is told once, and is over when the same goes through again. */
async function tellProblems(tx: PortalTx, stored: readonly FinishedWrite[]): Promise<void> {
  for (const { kind, subject, sentence } of mattersOf(stored)) {
    if (sentence === null) await resolveException(tx, { kind, subject });
    else await raiseException(tx, { kind, subject, sentence });
  }
}

function closingOf(task: { handoffId: string; contactId: string; taskId: string }): PlannedWrite {
  const { handoffId, contactId, taskId } = task;
  const base = { writeId: randomUUID(), contactId, decisionId: null, handoffId, lane: 'fresh' as const };
  return { ...base, kind: 'task_update', payload: closedTask(taskId) };
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
 * them is superseded, whoever has it; one that is in HubSpot is completed by a new write. Safe to repeat: balance and
 * task are settled for newly closed ones only.
 */
async function commitTakeOvers(
  tx: PortalTx,
  options: { ready: Pick<ReadyRound, 'takenOver' | 'writeIds'>; at: Date; settle: SettleTakeOver | undefined },
): Promise<{ superseded: ReadonlySet<string>; closing: PlannedWrite[] }> {
  const withHandoff = options.ready.takenOver.flatMap((takenOver) =>
    takenOver.handoffId === null ? [] : [{ handoffId: takenOver.handoffId, takenOver }],
  );
  if (withHandoff.length === 0) return { superseded: new Set(), closing: [] };
  const handoffIds = withHandoff.map(({ handoffId }) => handoffId);
  const closed = await closeHandoffs(
    tx,
    handoffIds.map((handoffId) => ({ handoffId, outcome: 'taken_over' as const, at: options.at })),
  );
  // The write that found it out says itself what became of the contact; what others had to say is no longer true.
  const said = await supersedeContactUpdates(tx, { handoffIds: [...closed], except: options.ready.writeIds });
  const superseded = new Set([...(await supersedeTasks(tx, { handoffIds, closed })), ...said]);
  const newlyClosed = withHandoff.filter(({ handoffId }) => closed.has(handoffId));
  const handoffs = await handoffsById(tx, [...closed]);
  const closing = newlyClosed.flatMap(({ handoffId, takenOver: { contactId } }): PlannedWrite[] => {
    const taskId = handoffs.get(handoffId)?.taskId ?? null;
    return taskId === null ? [] : [closingOf({ handoffId, contactId, taskId })];
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
  const late = await commitEnds(tx, { leaseId, ends });
  const { superseded, closing } = await commitTakeOvers(tx, { ready, at: new Date(), settle });
  const sent = await commitSent(tx, { leaseId, contacts: ready.contacts, writeIds: ready.writeIds });
  return { superseded, closing: [...late, ...closing], sent };
}
