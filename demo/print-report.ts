import { percentile, type Figures } from './figures.ts';
import type { JudgedLead } from './judge-lead.ts';
import { seedUsers, TEAMS } from './sample-people.ts';

const BAR = 28;
const EXAMPLES = 3;
const MOST_EXCEPTIONS = 12;

const nameOf = new Map(seedUsers(0).map((user) => [user.ownerId, `${user.firstName} ${user.lastName}`]));

/** One line that says how far the leads have come. */
export function progressLine(judged: readonly JudgedLead[], expected: number | null): string {
  const count = (outcome: JudgedLead['outcome']) => judged.filter((lead) => lead.outcome === outcome).length;
  const latencies = judged.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  return [
    `${judged.length}${expected === null ? '' : `/${expected}`} sent`,
    `${count('routed')} routed`,
    `${count('nurtured')} nurtured`,
    `${count('skipped')} skipped`,
    `${count('held')} on their way`,
    `p50 ${percentile(latencies, 50)} ms`,
  ].join('  ·  ');
}

/** The table at the end: what became of the leads, who got them, how fast, a few handoffs, and what was not as it must be. */
export function report(figures: Figures, judged: readonly JudgedLead[], seconds: number): string {
  return [
    heading(`${figures.leads} leads in ${seconds.toFixed(0)} s`),
    ...outcomes(figures),
    heading('Who got them'),
    ...owners(figures),
    heading('From the enquiry to its owner in the CRM'),
    `  half within ${figures.latencyMs.p50} ms   95 % within ${figures.latencyMs.p95} ms   99 % within ${figures.latencyMs.p99} ms`,
    `  ${figures.tasks} tasks, ${figures.handoffsComplete} complete handoffs, ${figures.hubspotCalls} HubSpot calls ` +
      `(${figures.callsPerLead} per lead, ${figures.searchCalls} of them searches), queue in ${figures.queue}`,
    heading('As their owners see them'),
    ...examples(figures, judged),
    heading('Exceptions'),
    ...exceptions(figures, judged),
    '',
  ].join('\n');
}

function outcomes(figures: Figures): string[] {
  return (['routed', 'nurtured', 'skipped', 'held'] as const).map((outcome) => {
    const share = figures.leads === 0 ? 0 : figures[outcome] / figures.leads;
    const percent = `${(share * 100).toFixed(0)} %`;
    return `  ${outcome.padEnd(9)} ${String(figures[outcome]).padStart(6)}  ${percent.padStart(5)}  ${bar(share)}`.trimEnd();
  });
}

function owners(figures: Figures): string[] {
  const teamNames = new Map(Object.values(TEAMS).map(({ teamId, name }) => [teamId, name]));
  const people = new Map(seedUsers(0).map((user) => [user.email, user]));
  const most = Math.max(1, ...Object.values(figures.owners));
  const rows = Object.entries(figures.owners).map(([email, count]) => {
    const user = people.get(email);
    const name = user === undefined ? email : `${user.firstName} ${user.lastName}`;
    return { name, team: teamNames.get(user?.teamId ?? '') ?? '', count };
  });
  const ordered = rows.sort((a, b) => a.team.localeCompare(b.team) || b.count - a.count);
  const lines = ordered.map(
    ({ name, team, count }) =>
      `  ${name.padEnd(18)} ${team.padEnd(18)} ${String(count).padStart(5)}  ${bar(count / most)}`,
  );
  return lines.length === 0 ? ['  nobody'] : lines;
}

/** Handoffs of different triggers, so that the few that are shown tell the most. */
function examples(figures: Figures, judged: readonly JudgedLead[]): string[] {
  const complete = judged.filter(
    (lead) => lead.outcome === 'routed' && lead.missing.length === 0 && lead.misrouted === null,
  );
  const byTrigger = new Map(complete.map((lead) => [lead.contact?.properties['baton_trigger'] ?? '', lead]));
  const lines = [...byTrigger.values()].slice(0, EXAMPLES).flatMap(({ contact, ownerId }) => {
    const read = (name: string) => contact?.properties[name]?.replaceAll(/\s+/g, ' ') ?? '';
    const who = [
      `${read('firstname')} ${read('lastname')}`.trim() || read('email') || 'somebody',
      read('company'),
      read('country'),
    ];
    return [
      `  ${who.filter((part) => part !== '').join(', ')}  →  ${nameOf.get(ownerId ?? '') ?? ownerId ?? ''}`,
      ...[
        ['why now', `${read('baton_trigger').replaceAll('_', ' ')}: ${read('baton_trigger_detail')}`],
        ['they said', read('baton_buyer_context')],
        ['next step', read('baton_next_step')],
        [
          'state',
          `${read('baton_qualification_state').replaceAll('_', ' ')}, score ${read('baton_score')}, urgency ${read('baton_urgency')}`,
        ],
        ['owner', read('baton_owner_reason')],
        ['risks', read('baton_risk_flags').replaceAll(';', ', ').replaceAll('_', ' ') || 'none'],
      ].map(([label = '', text = '']) => `    ${label.padEnd(10)} ${cut(text, 110)}`),
      '',
    ];
  });
  return lines.length === 0 ? ['  none'] : lines.slice(0, -1);
}

function exceptions(figures: Figures, judged: readonly JudgedLead[]): string[] {
  const wrong = judged.flatMap(({ sent, contact, ownerId, misrouted }) => {
    if (misrouted === null) return [];
    const said = sent.lead.properties['message'] ?? 'no message';
    const to = ownerId === null ? '' : ` (${nameOf.get(ownerId) ?? ownerId})`;
    return [
      `contact ${sent.contactId}: ${misrouted}${to}. ${contact?.properties['baton_intent'] ?? ''}: “${cut(said.replaceAll(/\s+/g, ' '), 90)}”`,
    ];
  });
  const counts = [
    ['second tasks', figures.duplicateTasks],
    ['without an owner', figures.ownerless],
  ] as const;
  const all = [
    ...counts.flatMap(([what, count]) => (count === 0 ? [] : [`${count} ${what}`])),
    ...wrong,
    ...figures.errors,
  ];
  if (all.length === 0) return ['  none: everybody has an owner or a reason, one task each, where they belong'];
  const rest = all.length - MOST_EXCEPTIONS;
  return [...all.slice(0, MOST_EXCEPTIONS).map((line) => `  ${line}`), ...(rest > 0 ? [`  and ${rest} more`] : [])];
}

function heading(text: string): string {
  return `\n${text}`;
}

function bar(share: number): string {
  return '█'.repeat(Math.round(share * BAR));
}

function cut(text: string, chars: number): string {
  return text.length <= chars ? text : `${text.slice(0, chars - 1)}…`;
}
