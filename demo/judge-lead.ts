import type { EmulatorState } from '../emulator/control-api.ts';
import { getsTask, type PlannedLead } from './planned-lead.ts';

type Contact = EmulatorState['contacts'][number];
type Task = EmulatorState['tasks'][number];
export type Outcome = 'routed' | 'held' | 'nurtured' | 'skipped';

/** A lead that was sent, and as which contact. */
export interface SentLead {
  lead: PlannedLead;
  contactId: string;
  /** When it happened in the emulator, epoch milliseconds. */
  atMs: number;
}

export interface JudgedLead {
  sent: SentLead;
  contact: Contact | null;
  outcome: Outcome;
  ownerId: string | null;
  /** What a finished lead would have; empty: complete. */
  missing: string[];
  /** Creation (or arrival of late facts) to the owner being visible; null: not routed, or not yet. */
  latencyMs: number | null;
  /** In what it differs from the planted truth; null: it does not. */
  misrouted: string | null;
}

const ROUTED: ReadonlySet<string> = new Set(['offered', 'accepted', 'acted', 'closed']);
/** The parts of a handoff that no routed lead may lack; risk flags may be empty. */
const PARTS = [
  'baton_trigger',
  'baton_buyer_context',
  'baton_qualification_state',
  'baton_next_step',
  'baton_sla_state',
] as const;
const TASK_PARTS = ['Trigger', 'Buyer context', 'Qualification state', 'Next step', 'Owner', 'Risk flags'] as const;

/** Reads one lead off the CRM: everything here is what a person would find there, nothing is Baton's own word. */
export function judgeLead(sent: SentLead, contact: Contact | undefined, tasks: readonly Task[]): JudgedLead {
  if (contact === undefined) {
    return {
      sent,
      contact: null,
      outcome: 'held',
      ownerId: null,
      missing: ['contact'],
      latencyMs: null,
      misrouted: null,
    };
  }
  const { properties } = contact;
  const status = properties['baton_status'] ?? '';
  const outcome = status === 'nurtured' || status === 'skipped' ? status : ROUTED.has(status) ? 'routed' : 'held';
  const ownerId = properties['hubspot_owner_id'] || null;
  const lateFactsMissing = sent.lead.late !== undefined && contact.lateAtMs === null;
  return {
    sent,
    contact,
    outcome,
    ownerId,
    missing: [...(lateFactsMissing ? ['late facts'] : []), ...missingParts({ sent, contact, outcome, ownerId, tasks })],
    latencyMs: outcome === 'routed' ? latencyOf(sent, contact, ownerId) : null,
    misrouted: misroutedBy(sent.lead.truth, outcome, ownerId),
  };
}

function missingParts(lead: {
  sent: SentLead;
  contact: Contact;
  outcome: Outcome;
  ownerId: string | null;
  tasks: readonly Task[];
}): string[] {
  const { sent, contact, outcome, ownerId, tasks } = lead;
  if (outcome === 'held') return [`verdict (status ${contact.properties['baton_status'] ?? 'none'})`];
  if (outcome !== 'routed') return [];
  const missing = PARTS.filter((name) => (contact.properties[name] ?? '') === '').map((name) =>
    name.replace('baton_', ''),
  );
  if (ownerId === null) missing.push('owner');
  if (!getsTask(sent.lead)) return missing;
  const task = tasks.find((one) => isOpenHandoffTask(one));
  if (task === undefined) return [...missing, 'task'];
  const body = task.properties['hs_task_body'] ?? '';
  return [...missing, ...TASK_PARTS.filter((part) => !body.includes(`${part}:`)).map((part) => `${part} in the task`)];
}

/** A task that Baton made for somebody to act on, and that nobody has closed. */
export function isOpenHandoffTask(task: Task): boolean {
  return !task.archived && marksOf(task).length > 0 && task.properties['hs_task_status'] !== 'COMPLETED';
}

/** The marks by which Baton recognises its own tasks. */
export function marksOf(task: Task): string[] {
  return (task.properties['hs_task_body'] ?? '').match(/baton:[0-9a-z-]{8,}/gi) ?? [];
}

function latencyOf({ lead, atMs }: SentLead, contact: Contact, ownerId: string | null): number | null {
  const fromMs = contact.lateAtMs ?? atMs;
  const written =
    ownerId === lead.ownerAtStart
      ? contact.history.baton_status.find((entry) => entry.atMs >= atMs)
      : contact.history.hubspot_owner_id.findLast((entry) => entry.value === ownerId);
  return written === undefined ? null : Math.max(0, written.atMs - fromMs);
}

function misroutedBy(truth: PlannedLead['truth'], outcome: Outcome, ownerId: string | null): string | null {
  // a lead without an end yet is incomplete, not wrong
  if (outcome === 'held' && ownerId === null) return null;
  if (truth.expect !== 'any' && outcome !== truth.expect && outcome !== 'held')
    return `should be ${truth.expect}, was ${outcome}`;
  if (truth.owners !== null && (ownerId === null || !truth.owners.includes(ownerId)))
    return `${truth.kind}: not one of those it belongs to`;
  return null;
}
