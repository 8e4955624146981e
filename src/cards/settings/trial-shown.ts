import { DIFFERENCES, type Difference } from '../../simulation/compare.ts';
import type { Figures } from '../../simulation/figures.ts';
import type { NamedEnquiry, SimulationReport } from '../../simulation/report.ts';
import type { ShownTrial } from '../contract/index.ts';

const ENDS: Readonly<Record<Difference, string>> = {
  same: 'End as before',
  turn: 'Another person of the same pool, because turns fall otherwise',
  person: 'Another person',
  pool: 'Another pool',
  outcome: 'Another outcome',
};
const OUTCOMES: readonly (readonly [string, (figures: Figures) => number])[] = [
  ['Routed to a person', ({ routed }) => routed],
  ['Still waiting at the end', ({ held }) => held],
  ['Nurtured', ({ nurtured }) => nurtured],
  ['Skipped', ({ skipped }) => skipped],
  ['No rule named them', ({ unmatched }) => unmatched],
  ['Waited for somebody', ({ waited }) => waited.leads],
];
const MOST_PEOPLE = 60;

/** A trial of two policies as the settings page shows it. Pure. */
export function showTrial(
  report: SimulationReport,
  enquiries: readonly NamedEnquiry[],
  { nameOf, urlOf }: { nameOf(ownerId: string): string; urlOf(contactId: string): string },
): ShownTrial {
  const [inForce, draft] = report.policies.map(({ figures }) => figures);
  if (inForce === undefined || draft === undefined) throw new Error('two policies were tried');
  const contacts = new Map(enquiries.map(({ name, input }) => [name, input.contact.contactId]));
  const each = (of: (figures: Figures) => readonly string[]) => [...new Set([...of(inForce), ...of(draft)])];
  return {
    enquiries: report.enquiries,
    from: report.from,
    to: report.to,
    warnings: report.warnings,
    outcomes: OUTCOMES.map(([label, of]) => ({ label, inForce: of(inForce), draft: of(draft) })),
    differences: DIFFERENCES.map((one) => ({ label: ENDS[one], count: report.differences?.[one] ?? 0 })),
    people: each(({ people }) => people.map(({ ownerId }) => ownerId))
      .map((id) => ({ label: nameOf(id), inForce: loadOf(inForce, id), draft: loadOf(draft, id) }))
      .toSorted((a, b) => b.draft - a.draft || b.inForce - a.inForce || a.label.localeCompare(b.label, 'en'))
      .slice(0, MOST_PEOPLE),
    pools: each(({ pools }) => pools.map(({ pool }) => pool)).map((name) => ({
      label: name,
      inForce: leadsOf(inForce, name),
      draft: leadsOf(draft, name),
    })),
    messy: report.messy.map(({ name, facts, ends }) => ({
      name,
      url: urlOf(contacts.get(name) ?? ''),
      facts: facts.map((fact) => fact.replaceAll('_', ' ')),
      inForce: ends[0]?.headline ?? '',
      draft: ends[1]?.headline ?? '',
      because: ends[1]?.because ?? [],
    })),
  };
}

function loadOf({ people }: Figures, id: string): number {
  return people.find(({ ownerId }) => ownerId === id)?.leads ?? 0;
}

function leadsOf({ pools }: Figures, name: string): number {
  return pools.find(({ pool }) => pool === name)?.leads ?? 0;
}
