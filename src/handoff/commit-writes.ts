import type { PortalTx } from '../store/store.ts';
import { lockBalance } from '../store/tables/balances.ts';
import { endWrites, markSent } from '../store/tables/crm-writes.ts';
import { raiseException } from '../store/tables/exceptions.ts';
import { closeHandoffs, setTaskId } from '../store/tables/handoffs.ts';
import { forgetWrittenOwners, rememberWrittenOwners } from '../store/tables/written-owners.ts';
import type { FinishedWrite } from './finished-write.ts';
import { writtenOwners, type ContactWrite, type TakenOver } from './write-contacts.ts';

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
  const problems = new Map(
    stored.flatMap(({ problems: all }) => all).map((problem) => [`${problem.kind} ${problem.subject}`, problem]),
  );
  for (const problem of problems.values()) await raiseException(tx, problem);
}

/** Notes, before the call, that these writes go out and which owners they set. Returns the ids that may be sent. */
export async function commitSent(
  tx: PortalTx,
  options: { leaseId: string; contacts: readonly ContactWrite[]; writeIds: readonly string[] },
): Promise<Set<string>> {
  const sent = await markSent(tx, options);
  await rememberWrittenOwners(tx, writtenOwners(options.contacts.filter(({ write }) => sent.has(write.writeId))));
  return sent;
}

/** Closes handoffs that a person has taken over. Safe to repeat: the balance is settled for newly closed ones only. */
export async function commitTakeOvers(
  tx: PortalTx,
  options: { takenOver: readonly TakenOver[]; at: Date; settle: SettleTakeOver | undefined },
): Promise<void> {
  const withHandoff = options.takenOver.flatMap((takenOver) =>
    takenOver.handoffId === null ? [] : [{ handoffId: takenOver.handoffId, takenOver }],
  );
  if (withHandoff.length === 0) return;
  // First of all locks, as every decider takes it.
  await lockBalance(tx, 'live');
  const closed = await closeHandoffs(
    tx,
    withHandoff.map(({ handoffId }) => ({ handoffId, outcome: 'taken_over' as const, at: options.at })),
  );
  await options.settle?.(
    tx,
    withHandoff.filter(({ handoffId }) => closed.has(handoffId)),
  );
}
