import type { Pool, PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';
import type { WorldPerson } from './world.ts';

/** Pools that nothing uses, that nobody gets leads in, or that have nobody to fall back on. */
export function poolFindings(document: PolicyDocument, people: readonly WorldPerson[] | undefined): Finding[] {
  const used = usedPools(document);
  const active =
    people === undefined ? null : new Set(people.flatMap(({ active: is, ownerId }) => (is ? [ownerId] : [])));
  return document.pools.flatMap((pool, index) => [
    ...(used.has(pool.name) ? [] : [unused(index)]),
    ...staffing(pool, index, { isUsed: used.has(pool.name), active }),
    ...(pool.whenNobodyFree === 'fallback' && pool.fallbackOwnerId === null && pool.managerOwnerId === null
      ? [noFallback(index, used.has(pool.name))]
      : []),
  ]);
}

/** Pools that a lead can get to: by a rule, by default, or as the overflow of one of these. */
function usedPools(document: PolicyDocument): ReadonlySet<string> {
  const overflow = new Map(
    document.pools.map((pool) => [pool.name, pool.whenNobodyFree === 'overflow' ? pool.overflowPool : null]),
  );
  const used = new Set<string>();
  const open = [
    document.defaultPool,
    ...document.poolRules.filter(({ enabled }) => enabled).map(({ pool }) => pool),
    ...document.hard.flatMap(({ enabled, to }) => (enabled && typeof to === 'object' && 'pool' in to ? [to.pool] : [])),
  ];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    const next = overflow.get(name);
    if (typeof next === 'string') open.push(next);
  }
  return used;
}

function staffing(
  pool: Pool,
  index: number,
  { isUsed, active }: { isUsed: boolean; active: ReadonlySet<string> | null },
): Finding[] {
  // Leads of a pool without people still reach somebody where it overflows or falls back.
  const severity = isUsed && pool.whenNobodyFree === 'hold' ? 'error' : 'warning';
  const here = pool.members.filter(({ ownerId }) => active === null || active.has(ownerId));
  const path = ['pools', index, 'members'];
  if (here.length === 0) {
    const message = pool.members.length === 0 ? 'are nobody: the pool is empty' : 'have all left';
    return [{ rule: 'empty_pool', severity, path, message, proposal: 'add people who are there' }];
  }
  if (here.some(({ weight }) => weight > 0)) return [];
  const message = 'all have weight 0, so that nobody gets a lead';
  return [{ rule: 'all_weights_zero', severity, path, message, proposal: 'give at least one person a weight of 1' }];
}

function unused(index: number): Finding {
  return {
    rule: 'unused_pool',
    severity: 'warning',
    path: ['pools', index],
    message: 'gets no leads: no rule that is switched on leads here',
    proposal: 'add a rule for it, or remove it',
  };
}

function noFallback(index: number, isUsed: boolean): Finding {
  return {
    rule: 'no_fallback',
    severity: isUsed ? 'error' : 'warning',
    path: ['pools', index, 'whenNobodyFree'],
    message: 'is fallback, but there is neither a fallback person nor a manager',
    proposal: 'name one as fallbackOwnerId',
  };
}
