import { describe, expect, it } from 'vitest';
import type { Condition, Test } from './condition-schema.ts';
import { compileCondition } from './evaluate.ts';
import { input } from './fixtures.ts';
import type { Fact } from './input.ts';
import type { WaitableFact } from './schema.ts';

const LISTS = { vips: ['acme.com', 'initech.example'], numbers: [1, 2] };

function ask(condition: Condition, facts: Record<string, Fact>, awaited: WaitableFact[] = []) {
  const lead = {
    input: input({ contact: { facts }, assessment: { riskFlags: ['procurement'] } }),
    group: 'enquiry' as const,
    awaited: new Set(awaited),
  };
  return compileCondition(condition, { lists: LISTS })(lead);
}

const field = 'contact.x';
describe('operators', () => {
  it.each<[Test, Fact, 'yes' | 'no']>([
    [{ field, operator: 'EQ', value: 'Germany' }, ' germany ', 'yes'],
    [{ field, operator: 'EQ', value: 12 }, '12', 'yes'],
    [{ field, operator: 'EQ', value: true }, 'true', 'yes'],
    [{ field, operator: 'EQ', value: 'a' }, null, 'no'],
    [{ field, operator: 'NEQ', value: 'a' }, 'b', 'yes'],
    [{ field, operator: 'NEQ', value: 'a' }, 'A', 'no'],
    [{ field, operator: 'NEQ', value: 'a' }, null, 'yes'],
    [{ field, operator: 'IN', values: ['a', 'b'] }, 'B', 'yes'],
    [{ field, operator: 'IN', list: 'numbers' }, '2', 'yes'],
    [{ field, operator: 'IN', list: 'numbers' }, '3', 'no'],
    [{ field, operator: 'NOT_IN', values: ['a'] }, 'b', 'yes'],
    [{ field, operator: 'NOT_IN', values: ['a'] }, 'a', 'no'],
    [{ field, operator: 'GT', value: 5 }, 6, 'yes'],
    [{ field, operator: 'GT', value: 5 }, '5', 'no'],
    [{ field, operator: 'GTE', value: 5 }, '5', 'yes'],
    [{ field, operator: 'LT', value: 5 }, 4.9, 'yes'],
    [{ field, operator: 'LTE', value: 5 }, 5, 'yes'],
    [{ field, operator: 'LT', value: 5 }, '', 'no'],
    [{ field, operator: 'LT', value: 5 }, ' ', 'no'],
    [{ field, operator: 'LT', value: 5 }, 'many', 'no'],
    [{ field, operator: 'LT', value: 5 }, Number.NaN, 'no'],
    [{ field, operator: 'LT', value: 5 }, false, 'no'],
    [{ field, operator: 'BETWEEN', value: 1, highValue: 3 }, 3, 'yes'],
    [{ field, operator: 'BETWEEN', value: 1, highValue: 3 }, 3.01, 'no'],
    [{ field, operator: 'HAS_PROPERTY' }, 0, 'yes'],
    [{ field, operator: 'HAS_PROPERTY' }, '', 'no'],
    [{ field, operator: 'NOT_HAS_PROPERTY' }, null, 'yes'],
    [{ field, operator: 'NOT_HAS_PROPERTY' }, false, 'no'],
    [{ field, operator: 'CONTAINS_TOKEN', value: 'sales' }, 'Head of Sales, EMEA', 'yes'],
    [{ field, operator: 'CONTAINS_TOKEN', value: 'of sales' }, 'Head of Sales', 'yes'],
    [{ field, operator: 'CONTAINS_TOKEN', value: 'sale' }, 'Head of Sales', 'no'],
    [{ field, operator: 'CONTAINS_TOKEN', value: '!' }, 'Hello!', 'no'],
    [{ field, operator: 'STARTS_WITH', value: 'SW' }, 'sw1a 1aa', 'yes'],
    [{ field, operator: 'STARTS_WITH', value: 'SW' }, 'n1', 'no'],
    [{ field, operator: 'DOMAIN_IN', list: 'vips' }, 'ann@mail.ACME.com', 'yes'],
    [{ field, operator: 'DOMAIN_IN', list: 'vips' }, 'https://www.acme.com/about', 'yes'],
    [{ field, operator: 'DOMAIN_IN', list: 'vips' }, 'notacme.com', 'no'],
    [{ field, operator: 'DOMAIN_IN', list: 'vips' }, 'acme.com.evil.example', 'no'],
  ])('%o on %o: %s', (test, value, expected) => {
    expect(ask(test, { x: value })).toBe(expected);
  });

  it('looks at labels of the assessment, one by one', () => {
    expect(ask({ field: 'assessment.risk_flags', operator: 'EQ', value: 'procurement' }, {})).toBe('yes');
    expect(ask({ field: 'assessment.risk_flags', operator: 'NOT_IN', values: ['procurement'] }, {})).toBe('no');
    expect(ask({ field: 'assessment.score', operator: 'GTE', value: 50 }, {})).toBe('yes');
    expect(ask({ field: 'event.source_group', operator: 'EQ', value: 'enquiry' }, {})).toBe('yes');
  });

  it.each<[Test, string, 'yes' | 'no']>([
    [{ field, operator: 'EQ', value: 'Green' }, 'red; green ;blue', 'yes'],
    [{ field, operator: 'EQ', value: 'red;green' }, 'red;green', 'yes'],
    [{ field, operator: 'IN', values: ['blue', 'black'] }, ';red;blue', 'yes'],
    [{ field, operator: 'NEQ', value: 'green' }, 'red;green', 'no'],
    [{ field, operator: 'NOT_IN', values: ['white', 'black'] }, 'red;green', 'yes'],
    [{ field, operator: 'GT', value: 5 }, '3;7', 'yes'],
    [{ field, operator: 'HAS_PROPERTY' }, ';', 'yes'],
    [{ field: 'contact.jobtitle', operator: 'EQ', value: 'sales' }, 'Sales; Marketing', 'no'],
  ])('looks at the choices of a property with checkboxes, one by one: %o on %s: %s', (test, value, expected) => {
    expect(ask(test, { x: value, jobtitle: value })).toBe(expected);
  });

  it('does not take a name that every object has for a value', () => {
    expect(ask({ field: 'contact.constructor', operator: 'HAS_PROPERTY' }, {})).toBe('no');
    expect(ask({ field: 'contact.toString', operator: 'HAS_PROPERTY' }, {})).toBe('no');
  });
});

describe('all, any, not', () => {
  const yes: Condition = { field, operator: 'HAS_PROPERTY' };
  const no: Condition = { field, operator: 'NOT_HAS_PROPERTY' };
  const maybe: Condition = { field: 'company.country', operator: 'EQ', value: 'DE' };
  it.each<[string, Condition, 'yes' | 'no' | 'maybe']>([
    ['all of nothing', { all: [] }, 'yes'],
    ['all, one open', { all: [yes, maybe] }, 'maybe'],
    ['all, one open, one wrong', { all: [maybe, no] }, 'no'],
    ['any, one open', { any: [no, maybe] }, 'maybe'],
    ['any, one open, one right', { any: [maybe, yes] }, 'yes'],
    ['not right', { not: yes }, 'no'],
    ['not open', { not: maybe }, 'maybe'],
    ['open for a negative operator too', { field: 'company.country', operator: 'NEQ', value: 'DE' }, 'maybe'],
  ])('%s', (_name, condition, expected) => {
    expect(ask(condition, { x: 1 }, ['company'])).toBe(expected);
  });

  it('counts what is missing as absent when nothing is awaited', () => {
    expect(ask(maybe, {})).toBe('no');
    expect(ask({ not: maybe }, {})).toBe('yes');
  });
});
