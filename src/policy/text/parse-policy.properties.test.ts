import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Condition } from '../condition-schema.ts';
import { policySchema, type PolicyDocument } from '../schema.ts';
import { MAX_TEXT_LENGTH, parsePolicyText } from './parse-policy.ts';

const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    'NO',
    'yes',
    '012',
    '1e3',
    'null',
    '~',
    '- a',
    'a: b',
    '# c',
    '&x',
    '*x',
    '!t',
    '<<',
    '"',
    "'",
    ' ',
    '\n',
  ),
);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((n) => n + 0);
const scalar = fc.oneof(words, number, fc.boolean());
const field = fc.constantFrom('contact.country', 'company.industry', 'assessment.intent', 'event.source');
const test = fc.oneof(
  fc.record({ field, operator: fc.constantFrom('EQ' as const, 'NEQ' as const, 'STARTS_WITH' as const), value: scalar }),
  fc.record({ field, operator: fc.constantFrom('GT' as const, 'LTE' as const), value: number }),
  fc.record({
    field,
    operator: fc.constantFrom('IN' as const, 'NOT_IN' as const),
    values: fc.array(scalar, { minLength: 1 }),
  }),
  fc.record({ field, operator: fc.constantFrom('HAS_PROPERTY' as const) }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5 },
    test,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }), label: words }),
    fc.record({ not: tie('condition') }),
  ),
}));
const anyPolicy: fc.Arbitrary<PolicyDocument> = fc
  .record({
    version: fc.constant(1),
    name: words,
    lists: fc.dictionary(
      words.filter((name) => name !== '<<'),
      fc.array(fc.oneof(words, number), { maxLength: 4 }),
      { maxKeys: 3 },
    ),
    poolRules: fc
      .array(fc.record({ label: words, when: condition }), { maxLength: 4 })
      .map((rules) => rules.map((rule, n) => ({ ...rule, id: `r${n}`, pool: 'sales' }))),
    pools: fc
      .record({ name: fc.constant('sales'), label: words, members: fc.constant([{ ownerId: '70' }]) })
      .map((pool) => [pool]),
    defaultPool: fc.constant('sales'),
  })
  .map((document) => policySchema.parse(document));

const printed = fc
  .record({ document: anyPolicy, as: fc.constantFrom('yaml', 'json', 'wide json', 'narrow yaml') })
  .map(({ document, as }) => {
    if (as === 'yaml') return { document, text: stringify(document, { aliasDuplicateObjects: false }) };
    if (as === 'narrow yaml')
      return { document, text: stringify(document, { aliasDuplicateObjects: false, lineWidth: 30 }) };
    return { document, text: JSON.stringify(document, null, as === 'json' ? 0 : 2) };
  });

function expectWithin(text: string): void {
  const result = parsePolicyText(text);
  if (result.ok) return;
  expect(result.problems.length).toBeGreaterThan(0);
  const lines = text.split('\n');
  for (const { line, column, message } of result.problems) {
    expect(message).not.toBe('');
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
  }
}

describe('any text', () => {
  it('of a valid document comes back equal, as YAML and as JSON', () => {
    fc.assert(
      fc.property(printed, ({ document, text }) => {
        const result = parsePolicyText(text);
        if (!result.ok) throw new Error(`${JSON.stringify(result.problems)}\n${text}`);
        expect(result.document).toEqual(document);
      }),
      { numRuns: 60 },
    );
  });

  it('that was tampered with gives problems within its lines, or is a document', () => {
    const cut = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(20), put: words });
    fc.assert(
      fc.property(printed, fc.array(cut, { minLength: 1, maxLength: 3 }), ({ text }, cuts) => {
        let mutated = text;
        for (const { at, length, put } of cuts) {
          const offset = Math.floor(at * mutated.length);
          mutated = mutated.slice(0, offset) + put + mutated.slice(offset + length);
        }
        expectWithin(mutated);
      }),
      { numRuns: 100 },
    );
  });

  it('of any signs gives problems within its lines', () => {
    const sign = fc.constantFrom(
      ...'{ } [ ] : , - ? ! & * | > % # " \' \n \t a b 1 \r'.split(' '),
      ' ',
      '---',
      '<<',
      '!!set',
      '!!binary',
      '%YAML 1.1\n',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => expectWithin(signs.join(''))),
      { numRuns: 300 },
    );
    expect(parsePolicyText(' '.repeat(MAX_TEXT_LENGTH + 1)).ok).toBe(false);
  });
});
