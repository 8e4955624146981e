import { expect, it } from 'vitest';
import { policySchema } from '../schema.ts';
import { placeInWords } from './places.ts';

const document = policySchema.parse({
  version: 1,
  name: 'Ours',
  lists: { dach: ['DE'] },
  poolRules: [{ id: 'a', label: 'it is large', when: { all: [] }, pool: 'Sales' }],
  pools: [{ name: 'Sales', members: [{ ownerId: '70' }] }],
  defaultPool: 'Sales',
});

it.each<[string, (string | number)[]]>([
  ['Rule “it is large”', ['poolRules', 0]],
  ['Rule “it is large”', ['poolRules', 0, 'when']],
  ['Rule “it is large”, comparison 2', ['poolRules', 0, 'when', 'all', 1, 'field']],
  ['Rule “it is large”, comparison 2.1', ['poolRules', 0, 'when', 'all', 1, 'any', 0, 'values', 3]],
  ['Rule “it is large”, pool', ['poolRules', 0, 'pool']],
  ['Pool “Sales”', ['pools', 0]],
  ['Pool “Sales”, leads a day', ['pools', 0, 'caps', 'day']],
  ['Pool “Sales”, Anna Keller', ['pools', 0, 'members', 0]],
  ['Pool “Sales”, Anna Keller, weight', ['pools', 0, 'members', 0, 'weight']],
  ['List “dach”', ['lists', 'dach']],
  ['Default pool', ['defaultPool']],
  ['Minutes when urgency is high', ['sla', 'minutes', 'high']],
  ['', []],
])('%s', (words, path) => {
  expect(placeInWords(document, path, () => 'Anna Keller')).toBe(words);
});
