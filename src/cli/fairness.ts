import { fairnessReport, type WindowedReport } from '../audit/fairness-report.ts';
import type { PersonShare, ScopeShare } from '../policy/fairness.ts';
import type { BalanceWindow } from '../policy/balance-schema.ts';
import type { PortalStore } from '../store/store.ts';

const LEDGERS = ['live', 'observe'] as const;
const HEAD = ['owner', 'given', 'due', 'off by'];
const MAKE_UP_HEAD = ['made up', 'missed'];
const STANDING_HEAD = ['standing', 'worst'];

/** What `baton fairness` prints: a table per ledger and scope, and one per pool where credits span several; or JSON. */
export async function fairnessLines(
  portal: PortalStore,
  { since, json }: { since: Date | null; json: boolean },
): Promise<string[]> {
  const reports = await Promise.all(
    LEDGERS.map(async (ledger) => ({ ledger, report: await fairnessReport(portal, { ledger, since }) })),
  );
  if (json) {
    const ledgers = Object.fromEntries(reports.map(({ ledger, report }) => [ledger, report]));
    return [JSON.stringify({ portal: portal.portalId, since: since?.toISOString() ?? null, ...ledgers })];
  }
  const lines = reports.flatMap(({ ledger, report }) => tables(ledger, report));
  return lines.length === 0 ? ['No lead was shared out in that time.'] : lines;
}

/** Only what is forgotten needs a word. */
function windowWords(window: BalanceWindow): string {
  if (window === 'never') return '';
  return typeof window === 'string' ? `, anew each ${window}` : `, fading over ${window.rollingDays} days`;
}

function tables(ledger: string, { shares, byPool, window }: WindowedReport): string[] {
  const scopes = [...new Set(shares.map((share) => share.scope))];
  const pools = scopes.includes('') ? [...new Set(byPool.map((share) => share.pool))] : [];
  // Most policies make up for nothing: then the columns would only be zeros.
  const makesUp = shares.some(({ madeUp, missed }) => madeUp !== 0 || missed !== 0);
  const more = makesUp ? MAKE_UP_HEAD : [];
  const rowOf = (share: PersonShare) => [...personRow(share), ...(makesUp ? makeUpRow(share) : [])];
  return [
    ...scopes.flatMap((scope) => [
      `${ledger}, ${scope === '' ? 'all pools' : `pool "${scope}"`}${windowWords(window)}: leads`,
      ...table(
        [...HEAD, ...more, ...STANDING_HEAD],
        shares.filter((share) => share.scope === scope).map((share) => [...rowOf(share), ...standingRow(share)]),
      ),
    ]),
    ...pools.flatMap((pool) => [
      `${ledger}, of these by pool "${pool}"`,
      ...table([...HEAD, ...more], byPool.filter((share) => share.pool === pool).map(rowOf)),
    ]),
  ];
}

function personRow({ ownerId, given, due, deviation }: PersonShare): string[] {
  return [ownerId, String(given), due.toFixed(2), signed(deviation)];
}

function makeUpRow({ madeUp, missed }: PersonShare): string[] {
  return [madeUp.toFixed(2), missed.toFixed(2)];
}

function standingRow({ standing, worstDeviation }: ScopeShare): string[] {
  return [signed(standing), worstDeviation.toFixed(2)];
}

/** Nothing is written without a sign, so that rounding never shows "-0.00". */
function signed(leads: number): string {
  const text = leads.toFixed(2);
  if (Number(text) === 0) return '0.00';
  return leads > 0 ? `+${text}` : text;
}

/** Names to the left, numbers to the right. */
function table(head: readonly string[], rows: readonly string[][]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    ['', ...row.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0))].join('  ').trimEnd(),
  );
}

function pad(cell: string, width: number, isName: boolean): string {
  return isName ? cell.padEnd(width) : cell.padStart(width);
}
