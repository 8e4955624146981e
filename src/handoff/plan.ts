import type { Assessment } from '../agents/assessment.ts';
import type { Directory, RawLead } from '../hubspot/lead.ts';
import { explainVerdict } from '../policy/explain.ts';
import type { Nurture } from '../policy/nurture-schema.ts';
import type { Lane, Status, Urgency } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { HandoffClock, OpenHandoffRow } from '../store/tables/handoffs.ts';
import type { PlannedWrite } from '../store/tables/crm-writes.ts';
import { earliest } from './clock/arm.ts';
import { composeHandoff, contactProperties } from './compose.ts';
import type { HandoffParts } from './contract.ts';
import type { Facts } from './moved-because.ts';
import { nurtureWrites } from './plan-nurture.ts';
import { closedTask } from './taken-over.ts';
import { movedTask, taskProperties } from './task.ts';

/** What becomes of the contact's handoff by a verdict. */
export type HandoffChange =
  | { kind: 'open'; handoffId: string; parts: HandoffParts; clock: HandoffClock }
  /** Another enquiry of a contact whose handoff is open, or a better answer within the first minute. */
  | {
      kind: 'update';
      handoffId: string;
      parts: HandoffParts;
      urgency: Urgency;
      clock: HandoffClock;
      enquiries: number;
      /** By another enquiry. */
      added: boolean;
      /** To another owner. */
      moved: boolean;
      /** The changed fact for which it begins anew with another owner; null: none. */
      movedBy: string | null;
      /** Its owner had acted, and the lead has asked again: it begins anew with them. */
      reopens: boolean;
      /** For what it moves to another owner, as far as is known. */
      because: string | null;
      /** Who had it and does not get it back; null: nobody. */
      lapsedOwnerId: string | null;
      /** Who was on leave when it moved on from them; null: nobody. */
      coversFor: string | null;
    }
  | null;

const STATUS: Record<Verdict['outcome'], Status> = {
  routed: 'offered',
  held: 'held',
  nurtured: 'nurtured',
  skipped: 'skipped',
};
const URGENCY_ORDER: readonly Urgency[] = ['low', 'normal', 'high'];

/**
 * Turns a verdict of the live ledger into its handoff and the CRM writes that make it visible. Pure: ids come from
 * `newId`. A routed lead gets one contact write (owner and properties together) and then its task; an open handoff's
 * task is rewritten, never doubled.
 */
export function planHandoff(options: {
  portal: { portalId: number; uiDomain: string };
  raw: RawLead;
  assessment: Assessment;
  verdict: Verdict;
  decisionId: string;
  directory: Directory;
  now: Date;
  lane: Lane;
  openHandoff: OpenHandoffRow | null;
  /** Is this another enquiry (true) or a better answer to the same one (false)? Matters with an open handoff only. */
  cameBack: boolean;
  /** The changed fact for which an open handoff was decided anew; its new owner begins from the start. */
  movedBy: string | null;
  /** What has changed since it was decided, as the policy names facts; of interest only if it moves. */
  because: string | null;
  facts: { before: Facts; now: Facts };
  /** Its owner does not get it back: did not act in time, does not want it, has left. */
  leaves: boolean;
  /** Its owner is on leave, and will be back. */
  isCovered: boolean;
  /** The clock of whoever gets it by the verdict, from now on. */
  clock: HandoffClock;
  /** What is done with nurtured leads; null: nothing, or it was done for this enquiry. */
  nurture: Nurture | null;
  newId(): string;
}): { change: HandoffChange; writes: PlannedWrite[] } {
  const { portal, raw, assessment, verdict, decisionId, directory, now, lane, openHandoff, cameBack, newId } = options;
  const movedBy = openHandoff !== null && verdict.ownerId !== openHandoff.ownerId ? options.movedBy : null;
  const reopens = cameBack && openHandoff?.status === 'acted';
  const beginsAnew = movedBy !== null || reopens;
  const currentOwner = raw.properties['hubspot_owner_id'] || null;
  const contactId = raw.contactId;
  const base = { contactId, decisionId, lane };
  const compareOwner = { ownerId: currentOwner, readAtMs: raw.readAtMs };

  if (verdict.outcome !== 'routed' || verdict.ownerId === null) {
    const properties = contactProperties({
      verdict,
      parts: null,
      assessment,
      decisionId,
      status: STATUS[verdict.outcome],
      now: now.toISOString(),
      setOwner: false,
    });
    const unhanded = { ...base, handoffId: null };
    const update: PlannedWrite = { ...unhanded, writeId: newId(), kind: 'contact_update', payload: { properties } };
    const { nurture } = options;
    return {
      change: null,
      writes: [update, ...nurtureWrites({ nurture, verdict, raw, assessment, base: unhanded, newId })],
    };
  }

  const nameOf = (ownerId: string) =>
    directory.people.find((person) => person.ownerId === ownerId)?.name ?? `owner ${ownerId}`;
  const enquiries = openHandoff === null ? 1 : openHandoff.enquiries + (cameBack ? 1 : 0);
  const handoffId = openHandoff?.handoffId ?? newId();
  const urgency =
    openHandoff === null ? assessment.urgency.value : moreUrgent(openHandoff.urgency, assessment.urgency.value);
  const dueBefore = beginsAnew ? null : (openHandoff?.slaDueAt ?? null);
  const dueAt = earliest([dueBefore, options.clock.dueAt]);
  const clock = { ...options.clock, dueAt, lookAt: earliest([options.clock.lookAt, dueAt]) };
  const shown: Verdict =
    dueAt === null || verdict.sla === null
      ? verdict
      : { ...verdict, sla: { ...verdict.sla, dueAt: dueAt.toISOString() } };
  const parts = composeHandoff({
    assessment: { ...assessment, urgency: { ...assessment.urgency, value: urgency } },
    verdict: shown,
    owner: directory.people.find((person) => person.ownerId === verdict.ownerId) ?? null,
    explanation: explainVerdict(verdict, nameOf),
    movedFor: openHandoff !== null && verdict.ownerId !== openHandoff.ownerId ? options.because : null,
    facts: options.facts,
    now: now.toISOString(),
    enquiries,
    cameBack: cameBack || verdict.trigger === 'came_back',
  });
  const setOwner = verdict.ownerId !== currentOwner;
  const properties = contactProperties({
    verdict: shown,
    parts,
    assessment,
    decisionId,
    status: beginsAnew ? 'offered' : (openHandoff?.status ?? 'offered'),
    now: now.toISOString(),
    setOwner,
  });
  const writes: PlannedWrite[] = [
    {
      ...base,
      writeId: newId(),
      handoffId,
      kind: 'contact_update',
      payload: setOwner ? { properties, ownerId: verdict.ownerId, compareOwner } : { properties },
    },
  ];
  const oldTaskId = openHandoff?.taskId ?? null;
  if (oldTaskId !== null && beginsAnew) {
    const payload = movedBy === null ? closedTask(oldTaskId) : movedTask(oldTaskId, parts.owner.name);
    writes.push({ ...base, writeId: newId(), handoffId, kind: 'task_update', payload });
  }
  if (verdict.task && oldTaskId !== null && !beginsAnew) {
    // The mark in the body stays the one of the write that created the task, and what its person has begun stays so.
    const mark = openHandoff?.taskMark ?? handoffId;
    const { hs_task_status: _, ...task } = taskProperties({ parts, verdict: shown, mark, portal, contactId });
    const payload = { taskId: oldTaskId, properties: task };
    writes.push({ ...base, writeId: newId(), handoffId, kind: 'task_update', payload });
  } else if (verdict.task) {
    const writeId = newId();
    const task = taskProperties({ parts, verdict: shown, mark: writeId, portal, contactId });
    writes.push({ ...base, writeId, handoffId, kind: 'task_create', payload: { properties: task } });
  }
  const change: HandoffChange =
    openHandoff === null
      ? { kind: 'open', handoffId, parts, clock }
      : {
          kind: 'update',
          handoffId,
          parts,
          urgency,
          clock,
          enquiries,
          added: cameBack,
          moved: verdict.ownerId !== openHandoff.ownerId,
          movedBy,
          reopens,
          because: options.because,
          lapsedOwnerId: options.leaves && movedBy !== null ? openHandoff.ownerId : null,
          coversFor: options.isCovered && movedBy !== null ? openHandoff.ownerId : null,
        };
  return { change, writes };
}

function moreUrgent(a: Urgency, b: Urgency): Urgency {
  return URGENCY_ORDER.indexOf(a) >= URGENCY_ORDER.indexOf(b) ? a : b;
}
