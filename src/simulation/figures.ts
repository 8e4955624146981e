import { DateTime } from 'luxon';
import type { DecisionInput } from '../policy/input.ts';
import type { Trial } from './simulate.ts';

/** What a policy made of all enquiries of a trial. */
export interface Figures {
  routed: number;
  /** Still waiting when the trial ended. */
  held: number;
  nurtured: number;
  skipped: number;
  /** Taken by the default pool because no rule, claim or person was named for them. */
  unmatched: number;
  /** Routed leads with a clock: minutes on the wall from the enquiry to when somebody must have acted. null: none. */
  dueMinutes: Quantiles | null;
  /** Leads that had to wait for somebody: how many, and how long, minutes. */
  waited: { leads: number; minutes: Quantiles | null };
  /** Most leads first. */
  people: PersonLoad[];
  pools: { pool: string; leads: number; held: number }[];
}

export interface PersonLoad {
  ownerId: string;
  leads: number;
  /** Most leads on one day of the account. */
  busiestDay: number;
}

export interface Quantiles {
  p50: number;
  p95: number;
  max: number;
}

const MINUTE_MS = 60_000;

export function figuresOf(enquiries: readonly DecisionInput[], trials: readonly Trial[]): Figures {
  const of = (outcome: Trial['verdict']['outcome']) => trials.filter(({ verdict }) => verdict.outcome === outcome);
  const routed = of('routed');
  const waited = trials.filter(({ waitedMs }) => waitedMs > 0);
  return {
    routed: routed.length,
    held: of('held').length,
    nurtured: of('nurtured').length,
    skipped: of('skipped').length,
    unmatched: trials.filter(({ verdict: { layer, rule, pool, path } }) => {
      return pool !== null && rule === null && (layer === 'pool' || path.some((step) => step.rule === 'default_pool'));
    }).length,
    dueMinutes: quantilesOf(
      trials.flatMap(({ verdict }, index) => {
        const dueAt = verdict.outcome === 'routed' ? (verdict.sla?.dueAt ?? null) : null;
        return dueAt === null ? [] : [(Date.parse(dueAt) - Date.parse(enquiries[index]?.now ?? dueAt)) / MINUTE_MS];
      }),
    ),
    waited: { leads: waited.length, minutes: quantilesOf(waited.map(({ waitedMs }) => waitedMs / MINUTE_MS)) },
    people: loadsOf(enquiries, trials),
    pools: poolsOf(trials),
  };
}

function loadsOf(enquiries: readonly DecisionInput[], trials: readonly Trial[]): PersonLoad[] {
  const days = new Map<string, Map<string, number>>();
  for (const [index, { verdict, decidedAt }] of trials.entries()) {
    const { ownerId, outcome } = verdict;
    if (outcome !== 'routed' || ownerId === null) continue;
    const zone = enquiries[index]?.portalTimeZone ?? 'UTC';
    const day = DateTime.fromISO(decidedAt, { zone }).toISODate() ?? decidedAt.slice(0, 10);
    const own = days.get(ownerId) ?? new Map<string, number>();
    own.set(day, (own.get(day) ?? 0) + 1);
    days.set(ownerId, own);
  }
  return [...days]
    .map(([ownerId, own]) => ({
      ownerId,
      leads: [...own.values()].reduce((sum, leads) => sum + leads, 0),
      busiestDay: Math.max(...own.values()),
    }))
    .sort((a, b) => b.leads - a.leads || (a.ownerId < b.ownerId ? -1 : 1));
}

function poolsOf(trials: readonly Trial[]): Figures['pools'] {
  const pools = new Map<string, { pool: string; leads: number; held: number }>();
  for (const { verdict } of trials) {
    if (verdict.pool === null) continue;
    const one = pools.get(verdict.pool) ?? { pool: verdict.pool, leads: 0, held: 0 };
    if (verdict.outcome === 'routed') one.leads += 1;
    if (verdict.outcome === 'held') one.held += 1;
    pools.set(verdict.pool, one);
  }
  return [...pools.values()].sort((a, b) => b.leads - a.leads || (a.pool < b.pool ? -1 : 1));
}

/** null: of no values. */
export function quantilesOf(values: readonly number[]): Quantiles | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { p50: at(0.5), p95: at(0.95), max: round(sorted.at(-1) ?? 0) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
