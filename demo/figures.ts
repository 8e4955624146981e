import type { EmulatorState } from '../emulator/control-api.ts';
import { isOpenHandoffTask, judgeLead, marksOf, type JudgedLead, type SentLead } from './judge-lead.ts';

/** What `demo --once --json` prints, counted from the emulated HubSpot alone. */
export interface Figures {
  leads: number;
  routed: number;
  held: number;
  nurtured: number;
  skipped: number;
  /** Routed leads with all six parts and, where somebody waits for an answer, one open task that has them too. */
  handoffsComplete: number;
  tasks: number;
  /** Second tasks with one mark, plus second open handoff tasks of one contact. */
  duplicateTasks: number;
  /** Routed or held without an owner. */
  ownerless: number;
  /** Leads that ended elsewhere than planted. */
  misrouted: number;
  latencyMs: { p50: number; p95: number; p99: number };
  /** Calls of the app's since the first lead was sent, token calls left out. */
  hubspotCalls: number;
  callsPerLead: number;
  searchCalls: number;
  owners: Record<string, number>;
  queue: 'postgres' | 'redis';
  classifier: 'lexical' | 'claude';
  errors: string[];
}

export interface Run {
  sent: readonly SentLead[];
  /** Leads that could not be sent, and what else went wrong. */
  errors: readonly string[];
  /** Before the first lead. */
  baseline: EmulatorState;
  emailOf: ReadonlyMap<string, string>;
  queue: Figures['queue'];
  classifier: Figures['classifier'];
}

export function judgeAll(sent: readonly SentLead[], state: EmulatorState): JudgedLead[] {
  const contacts = new Map(state.contacts.map((contact) => [contact.id, contact]));
  const tasks = tasksByContact(state);
  return sent.map((one) => judgeLead(one, contacts.get(one.contactId), tasks.get(one.contactId) ?? []));
}

export function countFigures(run: Run, judged: readonly JudgedLead[], state: EmulatorState): Figures {
  const count = (matches: (lead: JudgedLead) => boolean) => judged.filter((lead) => matches(lead)).length;
  const routed = judged.filter((lead) => lead.outcome === 'routed');
  const latencies = judged.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  const hubspotCalls = callsIn(state) - callsIn(run.baseline);
  const incomplete = judged.filter(({ missing }) => missing.length > 0);
  return {
    leads: judged.length,
    routed: routed.length,
    held: count(({ outcome }) => outcome === 'held'),
    nurtured: count(({ outcome }) => outcome === 'nurtured'),
    skipped: count(({ outcome }) => outcome === 'skipped'),
    handoffsComplete: routed.filter(({ missing }) => missing.length === 0).length,
    tasks: state.tasks.filter((task) => !task.archived && marksOf(task).length > 0).length,
    duplicateTasks: duplicateTasks(state),
    ownerless: count(({ outcome, ownerId }) => (outcome === 'routed' || outcome === 'held') && ownerId === null),
    misrouted: count(({ misrouted }) => misrouted !== null),
    latencyMs: { p50: percentile(latencies, 50), p95: percentile(latencies, 95), p99: percentile(latencies, 99) },
    hubspotCalls,
    callsPerLead: judged.length === 0 ? 0 : Math.round((hubspotCalls / judged.length) * 100) / 100,
    searchCalls: state.searchCalls - run.baseline.searchCalls,
    owners: ownersIn(routed, run.emailOf),
    queue: run.queue,
    classifier: run.classifier,
    errors: [
      ...run.errors,
      ...incomplete.map(({ sent, missing }) => `contact ${sent.contactId}: no ${missing.join(', no ')}`),
    ],
  };
}

/** Is everything as it must be? Only then the demo ends with 0. */
export function isFlawless({ duplicateTasks: twice, ownerless, misrouted, errors }: Figures): boolean {
  return twice === 0 && ownerless === 0 && misrouted === 0 && errors.length === 0;
}

/** Smallest value that `percent` of all are not above; 0 for an empty list. `sorted` ascends. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

function tasksByContact(state: EmulatorState): Map<string, EmulatorState['tasks']> {
  const found = new Map<string, EmulatorState['tasks']>();
  for (const task of state.tasks) {
    for (const contactId of task.contactIds) found.set(contactId, [...(found.get(contactId) ?? []), task]);
  }
  return found;
}

/** Second tasks with one mark, and second open handoff tasks of one contact. */
export function duplicateTasks(state: EmulatorState): number {
  const live = state.tasks.filter((task) => !task.archived);
  const marks = live.flatMap((task) => [...new Set(marksOf(task))]);
  const open = live.filter((task) => isOpenHandoffTask(task)).flatMap((task) => task.contactIds);
  return marks.length - new Set(marks).size + (open.length - new Set(open).size);
}

function callsIn(state: EmulatorState): number {
  return state.calls.filter(({ path }) => !path.startsWith('/oauth')).reduce((sum, { count }) => sum + count, 0);
}

function ownersIn(routed: readonly JudgedLead[], emailOf: ReadonlyMap<string, string>): Record<string, number> {
  const found = new Map<string, number>();
  for (const { ownerId } of routed) {
    if (ownerId === null) continue;
    const email = emailOf.get(ownerId) ?? `owner ${ownerId}`;
    found.set(email, (found.get(email) ?? 0) + 1);
  }
  return Object.fromEntries([...found].sort(([a, many], [b, more]) => more - many || a.localeCompare(b)));
}
