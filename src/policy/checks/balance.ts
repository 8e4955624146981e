import type { BalanceWindow } from '../balance-schema.ts';
import type { Pool, PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';

/** Pools whose people may not take within a week what they are to make up for. */
export function makeUpFindings({ balance, pools }: PolicyDocument): Finding[] {
  if (balance.makeUp?.missed !== 'capped') return [];
  const { maxLeads } = balance.makeUp;
  return pools.flatMap((pool, index): Finding[] => {
    const sharing = pool.members.filter(({ weight }) => weight > 0);
    const caps = sharing.map((member) => (member.caps ?? pool.caps).week ?? Number.POSITIVE_INFINITY);
    const least = Math.min(...caps);
    if (least >= maxLeads) return [];
    return [
      {
        rule: 'make_up_above_caps',
        severity: 'hint',
        path: ['pools', index],
        message: `lets somebody take ${least} leads a week, but ${maxLeads} may have to be made up for`,
        proposal: 'raise the weekly cap, or lower balance.makeUp.maxLeads',
      },
    ];
  });
}

/** Pools that get so few leads before credit is forgotten that small weights may never have their turn. */
export function windowFindings(
  { balance, pools }: PolicyDocument,
  leadsPerDay: ReadonlyMap<string, number>,
): Finding[] {
  const days = daysOf(balance.window);
  return pools.flatMap((pool, index): Finding[] => {
    const expected = (leadsPerDay.get(pool.name) ?? 0) * days;
    if (expected === 0 || expected * smallestShare(pool) >= 1) return [];
    return [
      {
        rule: 'window_too_short',
        severity: 'warning',
        path: ['pools', index],
        message: `would get about ${Math.round(expected * 10) / 10} leads before credit is forgotten, so that people with a small weight may never have their turn`,
        proposal: 'let balance.window be longer, or weights nearer to each other',
      },
    ];
  });
}

function daysOf(window: BalanceWindow | undefined): number {
  if (window === undefined || window === 'never') return Number.POSITIVE_INFINITY;
  return typeof window === 'object' ? window.rollingDays : { day: 1, week: 7, month: 30 }[window];
}

/** Of equal weights everybody has a turn all the same: who has waited longest is first. */
function smallestShare({ members }: Pool): number {
  const weights = members.map(({ weight }) => weight).filter((weight) => weight > 0);
  const least = Math.min(...weights);
  if (weights.every((weight) => weight === least)) return 1;
  return least / weights.reduce((sum, weight) => sum + weight, 0);
}
