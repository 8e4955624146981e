import { expect, it } from 'vitest';
import type { PropertyEntry } from '../hubspot/lead.ts';
import { checkPolicy } from '../policy/checks/check-policy.ts';
import { policyDocument } from '../policy/fixtures.ts';
import { worldOf, worldPropertiesOf } from './account-world.ts';

const entry = (name: string, changes: Partial<PropertyEntry> = {}): PropertyEntry => ({
  name,
  label: name,
  type: 'string',
  fieldType: 'text',
  options: null,
  ...changes,
});
const contact = [
  entry('tier'),
  entry('wishes', { fieldType: 'textarea' }),
  entry('plan', { type: 'enumeration', fieldType: 'select', options: [{ value: 'a', label: 'Plan A' }] }),
];

it('tells which properties there are, as far as the account lets Baton know', () => {
  expect(worldPropertiesOf({ contact, company: null })).toEqual({
    contact: new Map<string, unknown>([
      ['tier', null],
      ['wishes', 'free_text'],
      ['plan', ['a']],
    ]),
  });
});

it('leaves out what is not known, so that nothing is said of it', async () => {
  const world = await worldOf({ people: null, properties: null });
  expect(Object.keys(world).toSorted()).toEqual(['isHolidayCalendar', 'subscribed']);
  expect([world.isHolidayCalendar?.('DE-BY'), world.isHolidayCalendar?.('XX')]).toEqual([true, false]);
});

it('hears of every change that moves handoffs without a word in the policy', async () => {
  const document = policyDocument({ onChange: {} });
  const world = await worldOf({ people: null, properties: null });
  expect(document.onChange?.reroute.length).toBeGreaterThan(5);
  expect(checkPolicy({ document, world }).map(({ rule }) => rule)).not.toContain('silent_trigger');
});
