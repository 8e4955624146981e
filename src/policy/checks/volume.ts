import { compilePolicy } from '../compile.ts';
import { decide } from '../decide.ts';
import type { PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';
import type { World } from './world.ts';

/** More enquiries are not decided again; the figures are scaled up. */
const SAMPLE = 2_000;

/** How many leads a day such enquiries would bring each pool. */
export function leadsPerDay(
  document: PolicyDocument,
  { inputs, days }: NonNullable<World['enquiries']>,
): ReadonlyMap<string, number> {
  if (inputs.length === 0 || !(days > 0)) return new Map();
  const step = Math.max(1, Math.ceil(inputs.length / SAMPLE));
  const policy = compilePolicy(document);
  const perPool = new Map<string, number>();
  for (let at = 0; at < inputs.length; at += step) {
    const input = inputs[at];
    const pool = input === undefined ? null : decide(policy, input).pool;
    if (pool !== null) perPool.set(pool, (perPool.get(pool) ?? 0) + step / days);
  }
  return perPool;
}

/** Pools whose people may, by their caps, not take as many leads a day. */
export function volumeFindings(document: PolicyDocument, perPool: ReadonlyMap<string, number>): Finding[] {
  return document.pools.flatMap((pool, index): Finding[] => {
    const expected = perPool.get(pool.name) ?? 0;
    const caps = pool.members.filter(({ weight }) => weight > 0).map((member) => (member.caps ?? pool.caps).day);
    // One person without a daily cap can take whatever the others may not.
    if (caps.length === 0 || caps.includes(null)) return [];
    const possible = caps.reduce<number>((sum, cap) => sum + (cap ?? 0), 0);
    if (expected <= possible) return [];
    return [
      {
        rule: 'caps_below_volume',
        severity: 'warning',
        path: ['pools', index],
        message: `would get about ${Math.round(expected * 10) / 10} leads a day, but its people may take ${possible} at most`,
        proposal: 'raise the daily caps, add people, or name an overflow pool',
      },
    ];
  });
}
