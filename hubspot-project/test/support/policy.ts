import type { CheckedPolicy, DraftPolicy } from '@baton/contract';

/** A policy with one pool and one rule. */
export function draftPolicy(changes: Partial<DraftPolicy> = {}): DraftPolicy {
  return {
    name: 'Ours',
    lists: {},
    skip: [],
    hard: [],
    poolRules: [],
    trigger: { threshold: 40, qualifiedFrom: 60, uncertainBelow: 0.3, alwaysRouted: [], alwaysNurtured: [] },
    pools: [
      {
        name: 'Sales',
        members: [
          { ownerId: '70', weight: 1 },
          { ownerId: '71', weight: 3 },
        ],
        caps: { hour: null, day: null, week: null, open: null },
        managerOwnerId: null,
        fallbackOwnerId: null,
        overflowPool: null,
        whenNobodyFree: 'hold',
        afterHours: 'hold',
        unknownHours: 'open',
        unknownAvailability: 'available',
        language: 'prefer',
      },
    ],
    defaultPool: 'Sales',
    sla: { minutes: { high: 5, normal: 15, low: 60 }, byPool: {}, clock: 'working_hours' },
    ...changes,
  };
}

/** A draft in which nothing was found. */
export function checkedPolicy(changes: Partial<CheckedPolicy> = {}): CheckedPolicy {
  return {
    document: draftPolicy(),
    text: 'name: Ours\n',
    tooLarge: false,
    findings: [],
    changes: [],
    maySave: true,
    words: { skip: [], hard: [], poolRules: [] },
    ...changes,
  };
}
