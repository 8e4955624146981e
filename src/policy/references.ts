import type { Condition, Test } from './condition-schema.ts';
import { fieldsOfPlace } from './territories/place.ts';

interface Rule {
  id: string;
  when: Condition;
}

interface Document {
  lists: Readonly<Record<string, unknown>>;
  territories?: Readonly<Record<string, unknown>> | undefined;
  skip: readonly Rule[];
  hard: readonly (Rule & { to: unknown; skills?: unknown })[];
  poolRules: readonly (Rule & { pool: string })[];
  pools: readonly {
    name: string;
    members: readonly { ownerId: string }[];
    overflowPool: string | null;
    whenNobodyFree: string;
  }[];
  defaultPool: string;
  segments?: Readonly<Record<string, Condition>> | undefined;
  sla: { byPool: Readonly<Record<string, unknown>>; bySegment?: Readonly<Record<string, unknown>> | undefined };
}

export interface ReferenceProblem {
  path: (string | number)[];
  message: string;
}

/** What names something that the document does not have, has twice, or that leads round in a circle. */
export function checkReferences(policy: Document): ReferenceProblem[] {
  const pools = new Set(policy.pools.map((pool) => pool.name));
  const problems: ReferenceProblem[] = [];
  const expectPool = (name: string, path: (string | number)[]) => {
    if (!pools.has(name)) problems.push({ path, message: `there is no pool "${name}"` });
  };
  for (const { when, path } of conditionsOf(policy)) {
    for (const list of listsOf(when)) {
      if (!Object.hasOwn(policy.lists, list)) problems.push({ path, message: `there is no list "${list}"` });
    }
    for (const territory of territoriesOf(when)) {
      if (!Object.hasOwn(policy.territories ?? {}, territory))
        problems.push({ path, message: `there is no territory "${territory}"` });
    }
  }
  policy.hard.forEach(({ to, skills }, index) => {
    if (typeof to === 'object' && to !== null && 'pool' in to)
      expectPool(String(to.pool), ['hard', index, 'to', 'pool']);
    else if (skills !== undefined) {
      problems.push({ path: ['hard', index, 'skills'], message: 'are asked of the people of a pool only' });
    }
  });
  policy.poolRules.forEach((rule, index) => expectPool(rule.pool, ['poolRules', index, 'pool']));
  expectPool(policy.defaultPool, ['defaultPool']);
  for (const name of Object.keys(policy.sla.byPool)) expectPool(name, ['sla', 'byPool', name]);
  for (const name of Object.keys(policy.sla.bySegment ?? {})) {
    if (!Object.hasOwn(policy.segments ?? {}, name))
      problems.push({ path: ['sla', 'bySegment', name], message: `there is no segment "${name}"` });
  }
  policy.pools.forEach((pool, index) => {
    if (pool.overflowPool !== null) expectPool(pool.overflowPool, ['pools', index, 'overflowPool']);
    else if (pool.whenNobodyFree === 'overflow') {
      problems.push({
        path: ['pools', index, 'overflowPool'],
        message: 'must be named when whenNobodyFree is overflow',
      });
    }
    for (const place of repeats(pool.members.map((member) => member.ownerId))) {
      problems.push({ path: ['pools', index, 'members', place], message: 'this person is in the pool twice' });
    }
  });
  for (const place of repeats(policy.pools.map((pool) => pool.name))) {
    problems.push({ path: ['pools', place, 'name'], message: 'another pool has this name' });
  }
  return [...problems, ...repeatedRules(policy), ...overflowCircles(policy)];
}

/** Every condition of a policy and where it stands, those of rules that are switched off too. */
export function conditionsOf(
  policy: Pick<Document, 'skip' | 'hard' | 'poolRules' | 'segments'>,
): { when: Condition; path: (string | number)[] }[] {
  return [
    ...(['skip', 'hard', 'poolRules'] as const).flatMap((layer) =>
      policy[layer].map(({ when }, index) => ({ when, path: [layer, index, 'when'] })),
    ),
    ...Object.entries(policy.segments ?? {}).map(([name, when]) => ({ when, path: ['segments', name] })),
  ];
}

function repeatedRules(policy: Document): ReferenceProblem[] {
  const places = (['skip', 'hard', 'poolRules'] as const).flatMap((layer) =>
    policy[layer].map((rule, index) => ({ id: rule.id, path: [layer, index, 'id'] })),
  );
  return repeats(places.map((place) => place.id)).map((at) => ({
    path: places[at]?.path ?? [],
    message: 'another rule has this id',
  }));
}

function overflowCircles(policy: Document): ReferenceProblem[] {
  const next = new Map(policy.pools.map((pool) => [pool.name, pool.overflowPool]));
  return policy.pools.flatMap((pool, index) => {
    const seen = new Set<string>();
    for (let name = next.get(pool.name); typeof name === 'string' && !seen.has(name); name = next.get(name)) {
      if (name === pool.name) return [{ path: ['pools', index, 'overflowPool'], message: 'leads back to this pool' }];
      seen.add(name);
    }
    return [];
  });
}

/** Places of the values that stood earlier already. */
function repeats(values: readonly string[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, place) => {
    if (seen.has(value)) return [place];
    seen.add(value);
    return [];
  });
}

function listsOf(condition: Condition): string[] {
  return testsOf(condition).flatMap((test) => ('list' in test && test.list !== undefined ? [test.list] : []));
}

/** The territories that a condition names. */
export function territoriesOf(condition: Condition): string[] {
  return testsOf(condition).flatMap((test) => (test.operator === 'WITHIN' ? [test.territory] : []));
}

/** The fields that a comparison looks at. */
export function fieldsOf(test: Test): readonly string[] {
  return test.operator === 'WITHIN' ? fieldsOfPlace(test.field) : [test.field];
}

/** All comparisons of a condition, in the order written. */
export function testsOf(condition: Condition): Test[] {
  if ('all' in condition) return condition.all.flatMap(testsOf);
  if ('any' in condition) return condition.any.flatMap(testsOf);
  if ('not' in condition) return testsOf(condition.not);
  return [condition];
}
