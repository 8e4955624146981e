import { DIFFERENCES, type Difference } from '../simulation/compare.ts';
import { endOf, type NamedEnquiry, type SimulationReport, type Tried } from '../simulation/report.ts';
import type { Figures, Quantiles } from '../simulation/figures.ts';

type NameOf = (ownerId: string) => string;

const ENDS: Readonly<Record<Difference, string>> = {
  same: 'as before',
  turn: 'somebody else of the same pool, because turns fall otherwise',
  person: 'another person',
  pool: 'another pool',
  outcome: 'another outcome',
};

const ROWS: readonly (readonly [string, (figures: Figures) => string])[] = [
  ['routed', ({ routed }) => String(routed)],
  ['still waiting at the end', ({ held }) => String(held)],
  ['nurtured', ({ nurtured }) => String(nurtured)],
  ['skipped', ({ skipped }) => String(skipped)],
  ['no rule named them', ({ unmatched }) => String(unmatched)],
  ['waited for somebody', ({ waited }) => `${waited.leads}${quantiles(waited.minutes)}`],
  ['minutes until due', ({ dueMinutes }) => (dueMinutes === null ? '-' : quantiles(dueMinutes).slice(2, -1))],
];

/** A report as people read it. */
export function reportLines(report: SimulationReport, nameOf: NameOf): string[] {
  const { enquiries, from, to, policies, differences, warnings, messy } = report;
  const names = policies.map(({ policy }) => policy);
  const figures = policies.map((one) => one.figures);
  const owners = [...new Set(figures.flatMap(({ people }) => people.map(({ ownerId }) => ownerId)))];
  const pools = [...new Set(figures.flatMap((one) => one.pools.map(({ pool }) => pool)))];
  return [
    `${enquiries} enquiries from ${day(from)} to ${day(to)}, tried in memory: nothing was written.`,
    ...warnings.map((warning) => `ATTENTION ${warning}`),
    '',
    ...table([['', ...names], ...ROWS.map(([title, of]) => [title, ...figures.map(of)])]),
    ...(differences === null ? [] : ['', ...table(DIFFERENCES.map((one) => [String(differences[one]), ENDS[one]]))]),
    '',
    ...table([
      ['leads of', ...names.flatMap((name) => [name, 'busiest day'])],
      ...owners.map((ownerId) => [
        nameOf(ownerId),
        ...figures.flatMap(({ people }) => {
          const load = people.find((one) => one.ownerId === ownerId);
          return [String(load?.leads ?? 0), String(load?.busiestDay ?? 0)];
        }),
      ]),
    ]),
    '',
    ...table([
      ['pool', ...names.flatMap((name) => [name, 'waiting'])],
      ...pools.map((pool) => [
        pool,
        ...figures.flatMap((one) => {
          const load = one.pools.find((other) => other.pool === pool);
          return [String(load?.leads ?? 0), String(load?.held ?? 0)];
        }),
      ]),
    ]),
    ...(messy.length === 0 ? [] : ['', 'To read']),
    ...messy.flatMap(({ name, facts, ends }) => [
      `  ${name}${facts.length === 0 ? '' : `: ${facts.join(', ').replaceAll('_', ' ')}`}`,
      ...ends.map(({ policy, headline }) => `    ${policy}: ${headline}`),
    ]),
  ];
}

/** Every enquiry with how it ends and why, as CSV. */
export function tableOfTrials(enquiries: readonly NamedEnquiry[], tried: readonly Tried[], nameOf: NameOf): string {
  const columns = ['outcome', 'owner', 'pool', 'rule', 'decided_at', 'why'];
  const header = [
    'enquiry',
    'came_at',
    ...tried.flatMap((_, at) => columns.map((column) => (at === 0 ? column : `draft_${column}`))),
  ];
  const rows = enquiries.map(({ name, input }, index) => [
    name,
    input.now,
    ...tried.flatMap(({ trials }) => {
      const trial = trials[index];
      if (trial === undefined) return columns.map(() => '');
      const { outcome, ownerId, pool, rule } = trial.verdict;
      const { headline, because } = endOf(trial, nameOf);
      const owner = ownerId === null ? '' : nameOf(ownerId);
      return [outcome, owner, pool ?? '', rule?.label ?? '', trial.decidedAt, [headline, ...because].join('; ')];
    }),
  ]);
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** A spreadsheet takes what begins so for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function quantiles(given: Quantiles | null): string {
  return given === null ? '' : ` (half up to ${given.p50}, 95 of 100 up to ${given.p95} min)`;
}

function day(iso: string | null): string {
  return iso === null ? '-' : iso.slice(0, 10);
}

/** Columns as wide as their widest value; the first one reads from the left. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((value, at) => (at === row.length - 1 && at > 0 ? value : value.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
