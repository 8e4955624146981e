import type { Assessment } from '../agents/assessment.ts';
import type { Directory, RawLead } from '../hubspot/lead.ts';
import { explainVerdict } from '../policy/explain.ts';
import type { Lane, Status, Urgency } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { OpenHandoffRow } from '../store/tables/handoffs.ts';
import type { PlannedWrite } from '../store/tables/crm-writes.ts';
import { composeHandoff, contactProperties } from './compose.ts';
import type { HandoffParts } from './contract.ts';
import { taskProperties } from './task.ts';

/** What becomes of the contact's handoff by a verdict. */
export type HandoffChange =
  | { kind: 'open'; handoffId: string; parts: HandoffParts }
  /** Another enquiry of a contact whose handoff is open, or a better answer within the first minute. */
  | {
      kind: 'update';
      handoffId: string;
      parts: HandoffParts;
      urgency: Urgency;
      dueAt: Date | null;
      enquiries: number;
      /** By another enquiry. */
      added: boolean;
      /** To another owner. */
      moved: boolean;
      /** The changed fact for which it begins anew with its owner; null: it goes on as it stands. */
      movedBy: string | null;
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
  newId(): string;
}): { change: HandoffChange; writes: PlannedWrite[] } {
  const { portal, raw, assessment, verdict, decisionId, directory, now, lane, openHandoff, cameBack, newId } = options;
  const movedBy = openHandoff !== null && verdict.ownerId !== openHandoff.ownerId ? options.movedBy : null;
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
    return {
      change: null,
      writes: [{ ...base, writeId: newId(), handoffId: null, kind: 'contact_update', payload: { properties } }],
    };
  }

  const nameOf = (ownerId: string) =>
    directory.people.find((person) => person.ownerId === ownerId)?.name ?? `owner ${ownerId}`;
  const enquiries = openHandoff === null ? 1 : openHandoff.enquiries + (cameBack ? 1 : 0);
  const handoffId = openHandoff?.handoffId ?? newId();
  const urgency =
    openHandoff === null ? assessment.urgency.value : moreUrgent(openHandoff.urgency, assessment.urgency.value);
  const dueBefore = movedBy === null ? (openHandoff?.slaDueAt ?? null) : null;
  const dueAt = earlier(dueBefore, verdict.sla === null ? null : new Date(verdict.sla.dueAt));
  const shown: Verdict =
    dueAt === null || verdict.sla === null
      ? verdict
      : { ...verdict, sla: { ...verdict.sla, dueAt: dueAt.toISOString() } };
  const parts = composeHandoff({
    assessment: { ...assessment, urgency: { ...assessment.urgency, value: urgency } },
    verdict: shown,
    owner: directory.people.find((person) => person.ownerId === verdict.ownerId) ?? null,
    explanation: explainVerdict(verdict, nameOf),
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
    status: movedBy === null ? (openHandoff?.status ?? 'offered') : 'offered',
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
  if (verdict.task && openHandoff?.taskId != null) {
    // The mark in the body stays the one of the write that created the task.
    const mark = openHandoff.taskMark ?? openHandoff.handoffId;
    const whole = taskProperties({ parts, verdict: shown, mark, portal, contactId });
    // What the person has begun or finished stays so; somebody else has begun nothing yet.
    const { hs_task_status: _, ...goingOn } = whole;
    const task = movedBy === null ? goingOn : whole;
    writes.push({
      ...base,
      writeId: newId(),
      handoffId,
      kind: 'task_update',
      payload: { taskId: openHandoff.taskId, properties: task },
    });
  } else if (verdict.task) {
    const writeId = newId();
    const task = taskProperties({ parts, verdict: shown, mark: writeId, portal, contactId });
    writes.push({ ...base, writeId, handoffId, kind: 'task_create', payload: { properties: task } });
  }
  const change: HandoffChange =
    openHandoff === null
      ? { kind: 'open', handoffId, parts }
      : {
          kind: 'update',
          handoffId,
          parts,
          urgency,
          dueAt,
          enquiries,
          added: cameBack,
          moved: verdict.ownerId !== openHandoff.ownerId,
          movedBy,
        };
  return { change, writes };
}

function moreUrgent(a: Urgency, b: Urgency): Urgency {
  return URGENCY_ORDER.indexOf(a) >= URGENCY_ORDER.indexOf(b) ? a : b;
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null) return b;
  if (b === null) return a;
  return a < b ? a : b;
}
