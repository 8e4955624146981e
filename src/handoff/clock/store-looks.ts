import { randomUUID } from 'node:crypto';
import { enqueueNotifications, type Zones } from '../../notifications/enqueue.ts';
import type { PortalTx } from '../../store/store.ts';
import { addWrites, type PlannedWrite } from '../../store/tables/crm-writes.ts';
import { storeLooks, type DueHandoff, type LookedAt } from '../../store/tables/handoff-clocks.ts';
import { resolveAnswered } from '../../store/tables/handoffs.ts';
import { appendHandoffEvents, type HandoffEvent } from '../../store/tables/handoff-events.ts';
import { followUp, type FollowUpTerms } from '../follow-up.ts';
import type { Look } from './judge.ts';

/** A look that leaves the handoff with its owner. */
export interface KeptLook {
  handoff: DueHandoff;
  look: Exclude<Look, { look: 'lapse' }>;
  taskIsGone: boolean;
  /** Where the look gives more time: until when. */
  graceUntil: Date;
}

/**
 * Stores looks that leave handoffs where they are, with their history and what becomes visible in HubSpot. One whose handoff
 * has changed meanwhile does nothing. Answers whether there is something to write. The caller holds the balance lock.
 */
export async function commitLooks(
  tx: PortalTx,
  looks: readonly KeptLook[],
  { terms, zones }: { terms: FollowUpTerms; zones: Zones },
): Promise<{ toWrite: boolean }> {
  const { now } = terms;
  const stored = await storeLooks(
    tx,
    looks.map((one) => rowOf(one, now)),
  );
  const counted = looks.filter(({ handoff }) => stored.has(handoff.handoffId));
  await appendHandoffEvents(
    tx,
    counted.flatMap((one) => eventsOf(one, now)),
  );
  const acted = counted.filter(({ look }) => look.look === 'acted').map(({ handoff }) => handoff);
  const writes = [...counted.flatMap(writesOf), ...(await followUp(tx, acted, terms))];
  await addWrites(tx, writes);
  for (const { contactId } of acted) await resolveAnswered(tx, contactId);
  const reminders = counted.filter(({ look }) => look.look === 'remind');
  await enqueueNotifications(
    tx,
    reminders.map(({ handoff: { handoffId, contactId, ownerId, pool } }) => ({
      kind: 'reminder',
      handoffId,
      contactId,
      ownerId,
      pool,
      lane: 'fresh',
    })),
    { now, zones },
  );
  return { toWrite: writes.length > 0 };
}

function rowOf({ handoff, look, taskIsGone, graceUntil }: KeptLook, now: Date): LookedAt {
  const { handoffId, revision, delayedSince } = handoff;
  const common = {
    handoffId,
    revision,
    ...(taskIsGone ? { taskIsGone } : {}),
    ...(delayedSince === null ? {} : { delayedSince: null }),
  };
  switch (look.look) {
    case 'acted':
      return { ...common, lookAt: null, status: 'acted', slaState: look.slaState };
    case 'remind':
      return { ...common, lookAt: look.lookAt, slaState: 'at_risk', remindedAt: now };
    case 'grace':
      return { ...common, lookAt: graceUntil, graceUntil };
    case 'wait':
      return { ...common, lookAt: look.lookAt };
    default:
      return look satisfies never;
  }
}

function eventsOf({ handoff, look, taskIsGone }: KeptLook, now: Date): HandoffEvent[] {
  const { handoffId, contactId, ownerId } = handoff;
  const event = { handoffId, contactId, ownerId, at: now };
  const deleted: HandoffEvent[] = taskIsGone ? [{ kind: 'task_deleted', ...event }] : [];
  switch (look.look) {
    case 'acted':
      return [...deleted, { kind: 'acted', ...event, at: look.action.at, label: look.action.kind }];
    case 'remind':
      return [...deleted, { kind: 'reminded', ...event }];
    case 'grace':
      return [...deleted, { kind: 'grace', ...event }];
    case 'wait':
      return deleted;
    default:
      return look satisfies never;
  }
}

function writesOf({ handoff, look, taskIsGone }: KeptLook): PlannedWrite[] {
  const { handoffId, contactId, taskId } = handoff;
  const base = () => ({ writeId: randomUUID(), contactId, decisionId: null, handoffId, lane: 'fresh' as const });
  const contact = (properties: Record<string, string>): PlannedWrite => ({
    ...base(),
    kind: 'contact_update',
    payload: { properties },
  });
  if (look.look === 'acted') return [contact({ baton_status: 'acted', baton_sla_state: look.slaState })];
  if (look.look !== 'remind') return [];
  const said = contact({ baton_sla_state: 'at_risk' });
  if (taskId === null || taskIsGone) return [said];
  const payload = { taskId, properties: { hs_task_priority: 'HIGH' } };
  return [said, { ...base(), kind: 'task_update', payload }];
}
