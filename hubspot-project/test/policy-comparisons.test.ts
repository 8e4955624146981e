import type { PolicyField } from '@baton/contract';
import { expect, test } from 'vitest';
import {
  changed,
  conditionOf,
  operatorsFor,
  pathOf,
  simpleOf,
  typedValues,
} from '../src/app/settings/policy/comparisons.ts';
import { findingsWithin, problemAt } from '../src/app/settings/policy/findings.ts';
import { freeName, moved } from '../src/app/settings/policy/lists.ts';

const german = { field: 'contact.country', operator: 'IN', values: ['DE'] };
const large = { field: 'contact.numberofemployees', operator: 'GTE', value: 200 };
const field = (kind: string, name = 'contact.x'): PolicyField => ({ name, label: 'x', kind, options: [] });

test('a condition of comparisons side by side can be shown, and comes back the same', () => {
  for (const when of [german, { all: [german, large] }, { any: [german, large] }, { all: [] }]) {
    const simple = simpleOf(when);
    if (simple === null) throw new Error(JSON.stringify(when));
    expect(conditionOf(simple)).toEqual(when);
  }
});

test('parts within parts and labels of their own are left to the text', () => {
  for (const when of [
    { not: german },
    { all: [{ any: [german] }] },
    { all: [german], label: 'at home' },
    { ...german, label: 'at home' },
    null,
    'x',
  ]) {
    expect(simpleOf(when)).toBeNull();
  }
});

test('a comparison stands where the server looks for it', () => {
  expect(pathOf({ match: 'all', comparisons: [german] }, 0)).toEqual(['when']);
  expect(pathOf({ match: 'any', comparisons: [german, large] }, 1)).toEqual(['when', 'any', 1]);
});

test('values that still make sense survive another operator, and none survives another field', () => {
  expect(changed(german, { operator: 'NOT_IN' })).toEqual({ ...german, operator: 'NOT_IN' });
  expect(changed(german, { operator: 'EQ' })).toEqual({ field: 'contact.country', operator: 'EQ', value: 'DE' });
  expect(changed({ ...german, operator: 'EQ', value: 'DE' }, { operator: 'IN' })).toEqual(german);
  expect(changed(german, { operator: 'HAS_PROPERTY' })).toEqual({ field: 'contact.country', operator: 'HAS_PROPERTY' });
  expect(changed(large, { operator: 'BETWEEN' })).toEqual({
    field: large.field,
    operator: 'BETWEEN',
    value: 0,
    highValue: 100,
  });
  expect(changed(german, { field: field('number') })).toEqual({ field: 'contact.x', operator: 'GTE', value: 0 });
  expect(changed(german, { field: field('choice') })).toEqual({ field: 'contact.x', operator: 'IN', values: [] });
  expect(changed(german, { field: field('place', 'contact') })).toEqual({
    field: 'contact',
    operator: 'WITHIN',
    territory: '',
  });
});

test('an operator that is there stays choosable', () => {
  expect(operatorsFor(field('number'), 'GTE')).not.toContain('IN');
  expect(operatorsFor(field('number'), 'IN')).toContain('IN');
});

test('typed values lose blanks and empty ones', () => {
  expect(typedValues(' DE, ,AT ,')).toEqual(['DE', 'AT']);
});

test('findings are told where they belong', () => {
  const finding = {
    severity: 'error',
    path: ['pools', 0, 'members', 1, 'weight'],
    line: null,
    sentence: 'Is wrong',
    proposal: 'take 1',
  };
  const hint = { ...finding, severity: 'hint', path: ['pools', 1] };
  const all = [finding, hint];
  expect(findingsWithin(all, ['pools', 0])).toEqual([finding]);
  expect(findingsWithin(all, [])).toEqual(all);
  expect(problemAt(all, ['pools', 0, 'members', 1])).toEqual({ error: true, validationMessage: 'Is wrong (take 1)' });
  expect(problemAt(all, ['pools', 1])).toEqual({});
});

test('lists keep their length when something cannot move, and new names are free', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  expect(freeName('rule', ['rule', 'rule-2'], '-')).toBe('rule-3');
});
