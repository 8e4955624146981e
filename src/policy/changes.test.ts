import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesInWords } from './changes.ts';
import { differencesOf } from './changes/differences.ts';
import { policySchema, type PolicyDocument } from './schema.ts';

const country = (...values: string[]) => ({ field: 'contact.country', operator: 'IN' as const, values });

const before = policySchema.parse({
  version: 1,
  name: 'Ours',
  lists: { dach: ['DE', 'AT'] },
  poolRules: [
    { id: 'a', label: 'it is German', when: country('DE'), pool: 'Sales' },
    { id: 'b', label: 'it is French', when: country('FR'), pool: 'Sales' },
    { id: 'c', label: 'it is Spanish', when: country('ES'), pool: 'Rest' },
  ],
  pools: [
    { name: 'Sales', members: [{ ownerId: '70' }, { ownerId: '71' }] },
    { name: 'Rest', members: [{ ownerId: '72' }] },
  ],
  defaultPool: 'Rest',
});

const nameOf = (ownerId: string) => ({ '70': 'Anna Keller', '71': 'Ben Ode' })[ownerId] ?? `Owner ${ownerId}`;

/** The sentences for what `change` does to a copy. */
function told(change: (document: PolicyDocument) => void): string[] {
  const after = structuredClone(before);
  change(after);
  return changesInWords(before, policySchema.parse(after), nameOf);
}

function at<T>(items: readonly T[], place: number): T {
  const item = items[place];
  if (item === undefined) throw new Error(`nothing at ${place}`);
  return item;
}

describe('what changed in a policy', () => {
  it.each<[string, (document: PolicyDocument) => void, string[]]>([
    ['nothing', () => undefined, []],
    [
      'what becomes of nurtured leads',
      (document) => void (document.nurture = { list: '9' }),
      ['Nurture: none → list 9.'],
    ],
    [
      'a weight',
      ({ pools }) => void (at(at(pools, 0).members, 1).weight = 3),
      ['Pool “Sales”, Ben Ode: weight 1 → 3.'],
    ],
    [
      'people',
      ({ pools }) => {
        at(pools, 0).members.shift();
        at(pools, 1).members.push({ ownerId: '70', weight: 2 });
      },
      ['Pool “Sales”, Anna Keller: taken out.', 'Pool “Rest”, Anna Keller: added with weight 2.'],
    ],
    ['a cap', ({ pools }) => void (at(pools, 0).caps.day = 20), ['Pool “Sales”: leads a day none → 20.']],
    ['a manager', ({ pools }) => void (at(pools, 0).managerOwnerId = '71'), ['Pool “Sales”: manager none → Ben Ode.']],
    [
      'a condition',
      ({ poolRules }) => void (at(poolRules, 0).when = country('DE', 'AT')),
      ['Rule “it is German”: when country is Germany or Austria (was: when country is Germany).'],
    ],
    [
      'where a rule leads',
      ({ poolRules }) => void (at(poolRules, 0).pool = 'Rest'),
      ['Rule “it is German”: to the pool “Rest” (was: to the pool “Sales”).'],
    ],
    [
      'a name and a switch',
      ({ poolRules }) => void Object.assign(at(poolRules, 0), { label: 'it is Austrian', enabled: false }),
      ['Rule “it is Austrian”: was called “it is German”.', 'Rule “it is Austrian”: switched off.'],
    ],
    [
      'the order',
      ({ poolRules }) => poolRules.unshift(...poolRules.splice(2)),
      ['Rule “it is Spanish”: moved from place 3 to 1.'],
    ],
    [
      'a new rule before the others, which moves none of them',
      ({ poolRules }) =>
        void poolRules.unshift({ id: 'n', label: 'it is ours', enabled: true, when: { all: [] }, pool: 'Sales' }),
      ['New rule: To the pool “Sales”, because it is ours. Always.'],
    ],
    ['a rule that is gone', ({ poolRules }) => void poolRules.pop(), ['Rule “it is Spanish”: removed.']],
    [
      'a new pool',
      ({ pools }) => void pools.push({ ...structuredClone(at(pools, 1)), name: 'New' }),
      ['New pool “New”. People: Owner 72.'],
    ],
    [
      'times and thresholds',
      ({ sla, trigger }) => {
        sla.minutes.high = 3;
        sla.byPool['Sales'] = { low: 30 };
        trigger.threshold = 45;
      },
      [
        'Score from which a person takes over: 40 → 45.',
        'Minutes when urgency is high: 5 → 3.',
        'Pool “Sales”: minutes of its own none → low 30.',
      ],
    ],
    [
      'a list',
      ({ lists }) => void lists['dach']?.push('CH'),
      ['List “dach”: DE and AT (2 values) → DE, AT and CH (3 values).'],
    ],
    ['anything else', ({ waitForFacts }) => void (waitForFacts.ms = 0), ['Wait for facts, ms: 8000 → 0.']],
  ])('%s', (_what, change, sentences) => {
    expect(told(change)).toEqual(sentences);
  });
});

describe('differences', () => {
  const element = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), label: fc.constantFrom('x', 'y') });
  const anything = fc.record({
    poolRules: fc.uniqueArray(element, { selector: ({ id }) => id }),
    pools: fc.uniqueArray(fc.record({ name: fc.constantFrom('p', 'q'), caps: fc.jsonValue() }), {
      selector: ({ name }) => name,
    }),
    lists: fc.dictionary(fc.constantFrom('l', 'm'), fc.array(fc.constantFrom('1', '2'))),
    rest: fc.jsonValue({ maxDepth: 3 }),
  });

  it('are there if and only if two documents differ', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        expect(differencesOf(one, structuredClone(one))).toEqual([]);
        const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(differencesOf(one, other).length === 0).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  it('see a key that every object has', () => {
    const named = { lists: JSON.parse('{"__proto__": {}}') as unknown };
    expect(differencesOf({ lists: {} }, named)).toHaveLength(1);
  });

  it('move the fewest elements that explain an order', () => {
    const ids = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 6 });
    fc.assert(
      fc.property(ids, fc.option(ids, { nil: null }), (one, another) => {
        const other = another ?? one;
        const moved = differencesOf(elements(one), elements(other)).map(({ place }) => place[1]);
        const stayed = (order: readonly string[]) => order.filter((id) => !moved.includes(id));
        expect(stayed(one)).toEqual(stayed(other));
        if (moved.length === 0) {
          expect(one).toEqual(other);
          return;
        }
        // one move less would not do
        const back = new Set(moved.slice(1));
        const without = (order: readonly string[]) => order.filter((id) => !back.has(id));
        expect(without(one)).not.toEqual(without(other));
      }),
    );
  });
});

function elements(order: readonly string[]) {
  return { poolRules: order.map((id) => ({ id })) };
}

/** Keys in one order, so that equal documents are equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
