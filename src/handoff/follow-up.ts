import { randomUUID } from 'node:crypto';
import type { Directory } from '../hubspot/lead.ts';
import { recordUrl } from '../hubspot/record-url.ts';
import { taskMark } from '../hubspot/tasks.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { followUpsFor, type FollowUpStep } from '../policy/follow-up.ts';
import { Calendar, nextOpening, type Schedule } from '../policy/hours.ts';
import type { PortalTx } from '../store/store.ts';
import type { PlannedWrite } from '../store/tables/crm-writes.ts';
import { beginFollowUps } from '../store/tables/handoff-follow-ups.ts';
import { TASK_TYPE } from './task.ts';
import { bounded, escapeHtml, labelOf } from './words.ts';

const DAY_MS = 86_400_000;

/** What a plan is made by. */
export interface FollowUpTerms {
  policy: CompiledPolicy;
  directory: Directory | null;
  portal: { portalId: number; uiDomain: string; timeZone: string };
  now: Date;
}

/** A handoff whose owner has begun. */
export interface Begun {
  handoffId: string;
  contactId: string;
  ownerId: string;
  pool: string | null;
}

/**
 * Begins the follow-up plans of handoffs that their owners have accepted or acted on: answers the writes that make the
 * further tasks, of each owner's plan once.
 */
export async function followUp(
  tx: PortalTx,
  handoffs: readonly Begun[],
  terms: FollowUpTerms,
): Promise<PlannedWrite[]> {
  const planned = handoffs.filter(({ pool }) => followUpsFor(terms.policy.document, pool).length > 0);
  const begun = await beginFollowUps(
    tx,
    planned.map(({ handoffId }) => handoffId),
  );
  return planned
    .filter(({ handoffId }) => begun.has(handoffId))
    .flatMap((handoff) =>
      followUpsFor(terms.policy.document, handoff.pool).map((step) => {
        const writeId = randomUUID();
        const { handoffId, contactId } = handoff;
        const base = { writeId, contactId, decisionId: null, handoffId, lane: 'fresh' as const };
        const properties = followUpTask(step, { handoff, terms, mark: writeId });
        return { ...base, kind: 'follow_up_create' as const, payload: { properties } };
      }),
    );
}

/** A further task as HubSpot takes it; `mark`: see `taskProperties`. Pure. */
export function followUpTask(
  { action, say, afterDays }: FollowUpStep,
  { handoff, terms, mark }: { handoff: Begun; terms: FollowUpTerms; mark: string },
): Record<string, string> {
  const { contactId, ownerId } = handoff;
  const lines = [
    say,
    'Part of the follow-up plan. It is completed by itself when the handoff ends or goes to somebody else.',
  ];
  const subject = `${labelOf(action)}: ${say}`;
  return taskOf({ subject, lines, type: TASK_TYPE[action], ownerId, contactId, afterDays, mark }, terms);
}

/**
 * Asks the pool's manager for what the owner lacks before they can act; null: there is no manager, or they are the owner. Until
 * they have added it the task is theirs.
 */
export function contextTask(handoff: Begun, missing: string, terms: FollowUpTerms): PlannedWrite | null {
  const { contactId, pool } = handoff;
  const manager = terms.policy.pools.get(pool ?? '')?.managerOwnerId ?? null;
  if (manager === null || manager === handoff.ownerId) return null;
  const writeId = randomUUID();
  const subject = `Something is missing before this lead can be acted on: ${missing}`;
  const lines = [`Please add to the contact what is missing (${missing}), and tell the owner.`];
  const task = { subject, lines, type: 'TODO' as const, ownerId: manager, contactId, afterDays: 1, mark: writeId };
  const base = { writeId, contactId, decisionId: null, handoffId: null, lane: 'fresh' as const };
  return { ...base, kind: 'follow_up_create', payload: { properties: taskOf(task, terms) } };
}

function taskOf(
  task: {
    subject: string;
    lines: readonly string[];
    type: 'CALL' | 'EMAIL' | 'TODO';
    ownerId: string;
    contactId: string;
    afterDays: number;
    mark: string;
  },
  terms: FollowUpTerms,
): Record<string, string> {
  const owner = terms.directory?.people.find((person) => person.ownerId === task.ownerId) ?? null;
  const link = recordUrl(terms.portal, task.contactId);
  return {
    hs_task_subject: bounded(task.subject, { chars: 160 }),
    hs_task_body: [
      ...task.lines.map((line) => `<p>${escapeHtml(line)}</p>`),
      `<p><a href="${escapeHtml(link)}">Open the record</a></p>`,
      `<p>${taskMark(task.mark)}</p>`,
    ].join('\n'),
    hs_task_status: 'NOT_STARTED',
    hs_task_priority: 'MEDIUM',
    hs_task_type: task.type,
    hs_timestamp: dueAt(task.afterDays, owner, terms).toISOString(),
    hubspot_owner_id: task.ownerId,
  };
}

/** So many days from now, or when its owner works next. */
function dueAt(days: number, owner: Schedule | null, { policy, portal, now }: FollowUpTerms): Date {
  const atMs = now.getTime() + days * DAY_MS;
  const inHours = policy.document.sla.clock === 'working_hours' && owner !== null;
  const opens = inHours ? nextOpening(new Calendar(atMs, portal.timeZone, policy.days), owner) : null;
  return new Date(opens ?? atMs);
}
