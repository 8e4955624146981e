import { personTerms } from '../people-schema.ts';
import type { Pool, PolicyDocument } from '../schema.ts';
import { nearest } from '../text/nearest.ts';
import { plain } from '../values.ts';
import type { Finding } from './finding.ts';

/** Rules that ask for skills which nobody has who could get their leads. */
export function skillFindings(document: PolicyDocument): Finding[] {
  const pools = new Map(document.pools.map((pool) => [pool.name, pool]));
  const terms = personTerms(document);
  const rules = [
    ...document.hard.map(({ enabled, skills, to }, index) => ({
      path: ['hard', index, 'skills'] as const,
      skills: enabled ? skills : undefined,
      pool: typeof to === 'object' && 'pool' in to ? to.pool : null,
    })),
    ...document.poolRules.map(({ enabled, skills, pool }, index) => ({
      path: ['poolRules', index, 'skills'] as const,
      skills: enabled ? skills : undefined,
      pool,
    })),
  ];
  return rules.flatMap(({ path, skills, pool }): Finding[] => {
    if (skills === undefined || pool === null) return [];
    const chain = chainFrom(pool, pools);
    const able = (ownerId: string) => skills.every((skill) => terms.get(ownerId)?.skills.has(plain(skill)) === true);
    if (chain.some(({ members }) => members.some(({ ownerId, weight }) => weight > 0 && able(ownerId)))) return [];
    const known = new Set([...terms.values()].flatMap((person) => [...person.skills]));
    const [slip] = skills.flatMap((skill) => (known.has(plain(skill)) ? [] : (nearest(skill, known) ?? [])));
    return [
      {
        rule: 'missing_skill',
        severity: chain.at(-1)?.whenNobodyFree === 'fallback' ? 'warning' : 'error',
        path,
        message: `are had by nobody in the pool "${pool}"${chain.length > 1 ? ' or where it overflows' : ''}`,
        proposal: slip === undefined ? 'say under people who has them' : `did you mean ${slip}?`,
      },
    ];
  });
}

/** The pool and those that it overflows to, one after the other. */
function chainFrom(name: string, pools: ReadonlyMap<string, Pool>): Pool[] {
  const chain: Pool[] = [];
  for (let pool = pools.get(name); pool !== undefined && !chain.includes(pool);) {
    chain.push(pool);
    if (pool.whenNobodyFree !== 'overflow' || pool.overflowPool === null) break;
    pool = pools.get(pool.overflowPool);
  }
  return chain;
}
