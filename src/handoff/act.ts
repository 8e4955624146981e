import { randomUUID } from 'node:crypto';
import { addReasons } from '../mailbox/reasons.ts';
import { undoEntries } from '../policy/balance.ts';
import type { PortalTx } from '../store/store.ts';
import { appendEntries, entriesOf } from '../store/tables/balances.ts';
import { addWrites, type PlannedWrite } from '../store/tables/crm-writes.ts';
import { raiseException } from '../store/tables/exceptions.ts';
import { snoozeHandoff } from '../store/tables/handoff-clocks.ts';
import { supersedeTasks } from '../store/tables/crm-writes-superseded.ts';
import { appendHandoffEvents, eventOfRequest } from '../store/tables/handoff-events.ts';
import { closeHandoffs } from '../store/tables/handoffs.ts';
import { lockHandoff, markAccepted, touchHandoff, type LockedHandoff } from '../store/tables/handoffs-locked.ts';
import { graceUntil } from './clock/arm.ts';
import { contextTask, followUp, type FollowUpTerms } from './follow-up.ts';
import { stepOf, type HandoffAction, type HandoffStep } from './lifecycle.ts';
import { closedTask } from './taken-over.ts';

/** How a person's action on a handoff ended. Only `done` has changed anything. */
export type ActionEnd =
  | { end: 'done' | 'repeated' | 'not_allowed'; contactId: string }
  /** It is no longer as the person saw it. */
  | { end: 'moved_on'; contactId: string }
  | { end: 'unknown' };

/**
 * Carries out what a person asked of a handoff, in the caller's transaction: state, history, balance, and the CRM writes
 * that make it visible (`visible` false: none, as when Baton only observes). A repeated request changes nothing; one
 * about a revision that has passed is refused. The caller holds the balance lock, as deciders do, so that nobody decides
 * about the handoff meanwhile, and rings for the writes once the transaction is committed.
 */
export async function actOnHandoff(
  tx: PortalTx,
  options: {
    handoffId: string;
    /** The revision that the person saw. */
    revision: number;
    /** One per click. */
    requestId: string;
    userId: number;
    action: HandoffAction;
    mayAct(handoff: { ownerId: string; pool: string | null }): boolean;
    visible: boolean;
    /** What its further tasks are made by. */
    terms: FollowUpTerms;
  },
): Promise<ActionEnd> {
  const { handoffId, revision, requestId, userId, action, terms } = options;
  const { now } = terms;
  const handoff = await lockHandoff(tx, handoffId);
  if (handoff === null) return { end: 'unknown' };
  const { contactId } = handoff;
  // After the lock: of two equal requests the second waits, and then finds what the first has done.
  if ((await eventOfRequest(tx, requestId)) !== null) return { end: 'repeated', contactId };
  if (!options.mayAct(handoff)) return { end: 'not_allowed', contactId };
  const step = handoff.revision === revision ? stepOf(handoff, action, now) : null;
  if (step === null) return { end: 'moved_on', contactId };
  const writes = await take(tx, handoff, step, { userId, requestId, now, terms });
  if (options.visible) await addWrites(tx, writes);
  return { end: 'done', contactId };
}

async function take(
  tx: PortalTx,
  handoff: LockedHandoff,
  step: HandoffStep,
  by: { userId: number; requestId: string; now: Date; terms: FollowUpTerms },
): Promise<PlannedWrite[]> {
  const { handoffId, contactId, ownerId } = handoff;
  const event = { handoffId, contactId, ownerId, at: by.now, actorUserId: by.userId, requestId: by.requestId };
  const base = { contactId, decisionId: null, handoffId, lane: 'fresh' } as const;
  const update = (properties: Record<string, string>): PlannedWrite => ({
    ...base,
    writeId: randomUUID(),
    kind: 'contact_update',
    payload: { properties },
  });
  switch (step.to) {
    case 'accepted':
      await markAccepted(tx, handoffId);
      await appendHandoffEvents(tx, [{ kind: 'accepted', ...event }]);
      return [update({ baton_status: 'accepted' }), ...(await followUp(tx, [handoff], by.terms))];
    case 'disputed':
      await touchHandoff(tx, handoffId);
      await appendHandoffEvents(tx, [{ kind: 'wrong_owner', label: step.reason, ...event }]);
      await askToMove(tx, handoff, { kind: 'wrong_owner', what: step.reason, by });
      return [];
    case 'asked': {
      const missing = step.reason.replaceAll('_', ' ');
      await touchHandoff(tx, handoffId);
      await appendHandoffEvents(tx, [{ kind: 'needs_context', label: step.reason, ...event }]);
      const isFirst = await raiseException(tx, {
        kind: 'needs_context',
        subject: contactId,
        sentence: `Something is missing before this handoff can be acted on: ${missing}. Please add it to the contact.`,
      });
      const task = isFirst ? contextTask(handoff, missing, by.terms) : null;
      return task === null ? [] : [task];
    }
    case 'declined': {
      await touchHandoff(tx, handoffId);
      await appendHandoffEvents(tx, [{ kind: 'declined', label: step.reason, ...event }]);
      await askToMove(tx, handoff, { kind: 'declined', what: step.reason, by });
      return [];
    }
    case 'given':
      await touchHandoff(tx, handoffId);
      await appendHandoffEvents(tx, [{ kind: 'given', ...event, ownerId: step.ownerId }]);
      await askToMove(tx, handoff, { kind: 'given', what: 'card', ownerId: step.ownerId, by });
      return [];
    case 'snoozed': {
      const { until } = step;
      await snoozeHandoff(tx, handoffId, { until, dueAt: dueAfter(until, handoff, by.terms) });
      await appendHandoffEvents(tx, [{ kind: 'snoozed', ...event }]);
      const clock: Record<string, string> =
        handoff.slaDueAt === null ? {} : { baton_sla_state: 'paused', baton_sla_due: until.toISOString() };
      const said = update({ baton_status: 'accepted', ...clock });
      if (handoff.taskId === null) return [said];
      const payload = { taskId: handoff.taskId, properties: { hs_timestamp: until.toISOString() } };
      return [said, { ...base, writeId: randomUUID(), kind: 'task_update', payload }];
    }
    case 'closed': {
      const { outcome, slaState } = step;
      if (step.reason !== undefined) {
        const { requestId: _, ...why } = event;
        await appendHandoffEvents(tx, [{ kind: 'disqualified', label: step.reason, ...why }]);
      }
      const closed = await closeHandoffs(tx, [{ handoffId, outcome, at: by.now, slaState, by }]);
      if (step.voids) await giveTurnBack(tx, handoff, by.now);
      await supersedeTasks(tx, { handoffIds: [handoffId], closed });
      const writes = [update({ baton_status: 'closed', baton_sla_state: slaState })];
      if (handoff.taskId === null) return writes;
      return [...writes, { ...base, writeId: randomUUID(), kind: 'task_update', payload: closedTask(handoff.taskId) }];
    }
    default:
      return step satisfies never;
  }
}

/** Somebody who wants it later has as much time then as after an outage, in their working hours. */
function dueAfter(until: Date, { ownerId }: LockedHandoff, { policy, directory, portal }: FollowUpTerms): Date {
  const owner = directory?.people.find((person) => person.ownerId === ownerId) ?? null;
  return graceUntil({ policy, owner, portalZone: portal.timeZone, now: until, speed: 1 });
}

/** Who gets it the story decides a moment later, as of any other lead. */
async function askToMove(
  tx: PortalTx,
  { handoffId, contactId, ownerId }: LockedHandoff,
  asked: {
    kind: 'declined' | 'wrong_owner' | 'given';
    what: string;
    ownerId?: string;
    by: { userId: number; now: Date };
  },
): Promise<void> {
  const { kind, what, by } = asked;
  const source = { source: 'CRM_UI', sourceId: `userId:${by.userId}`, occurredAt: by.now.getTime() };
  const to = asked.ownerId === undefined ? {} : { ownerId: asked.ownerId };
  const reason = { kind, what, ...source, ...to, about: { handoffId, ownerId } };
  await addReasons(tx, [{ contactId, lane: 'fresh', reasons: [reason] }]);
}

async function giveTurnBack(tx: PortalTx, { enquiryId }: LockedHandoff, at: Date): Promise<void> {
  const entries = undoEntries(await entriesOf(tx, 'live', [enquiryId]));
  await appendEntries(tx, 'live', { entries, leads: [], at });
}
