import type { PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';
import type { WorldPerson } from './world.ts';

/** People whom the policy names and who have left, or whom the account does not have. */
export function peopleFindings(document: PolicyDocument, people: readonly WorldPerson[]): Finding[] {
  const known = new Map(people.map((person) => [person.ownerId, person]));
  return mentionsOf(document).flatMap(({ ownerId, path, isNeeded, proposal }) => {
    const person = known.get(ownerId);
    if (person?.active === true) return [];
    const who = person === undefined ? `"${ownerId}" is no owner of this account` : `${person.name} has left`;
    return [
      {
        rule: 'departed_owner',
        severity: isNeeded ? 'error' : 'warning',
        path,
        message: `names somebody who cannot get leads: ${who}`,
        proposal,
      },
    ];
  });
}

interface Mention {
  ownerId: string;
  path: readonly (string | number)[];
  /** Without this person the policy does not do what it says. */
  isNeeded: boolean;
  proposal: string;
}

/** Everywhere that a policy names somebody. */
export function mentionsOf(document: PolicyDocument): Mention[] {
  const inPools = document.pools.flatMap((pool, index): Mention[] => {
    const isNeeded = pool.whenNobodyFree === 'fallback';
    const one = (ownerId: string | null, key: string, needed: boolean, proposal: string): Mention[] =>
      ownerId === null ? [] : [{ ownerId, path: ['pools', index, key], isNeeded: needed, proposal }];
    return [
      ...pool.members.map(({ ownerId }, place) => ({
        ownerId,
        path: ['pools', index, 'members', place],
        isNeeded: false,
        proposal: 'remove this member',
      })),
      ...one(pool.managerOwnerId, 'managerOwnerId', isNeeded && pool.fallbackOwnerId === null, 'name another manager'),
      ...one(pool.fallbackOwnerId, 'fallbackOwnerId', isNeeded, 'name another fallback person'),
    ];
  });
  const inRules = document.hard.flatMap(({ to, enabled }, index) =>
    enabled && typeof to === 'object' && 'ownerId' in to
      ? [
          {
            ownerId: to.ownerId,
            path: ['hard', index, 'to', 'ownerId'],
            isNeeded: true,
            proposal: 'name somebody else, or a pool',
          },
        ]
      : [],
  );
  const withTerms = Object.keys(document.people ?? {}).map((ownerId) => ({
    ownerId,
    path: ['people', ownerId],
    isNeeded: false,
    proposal: 'remove it',
  }));
  return [...inPools, ...inRules, ...withTerms];
}
