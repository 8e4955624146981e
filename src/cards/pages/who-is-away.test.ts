import { expect, it } from 'vitest';
import { person } from '../../hubspot/fixtures.ts';
import type { Person } from '../../hubspot/lead.ts';
import { policyDocument, pool } from '../../policy/fixtures.ts';
import { Calendar } from '../../policy/hours.ts';
import { whoIsAway } from './who-is-away.ts';

/** Tuesday, noon in London. */
const NOW = Date.parse('2026-03-10T12:00:00Z');
const HOUR = 3_600_000;

const named = (ownerId: string, changes: Partial<Person> = {}) =>
  person(ownerId, { userId: 1, name: ownerId.toUpperCase(), ...changes });

function members(...ownerIds: string[]) {
  return { members: ownerIds.map((ownerId) => ({ ownerId })) };
}

it('tells who of the pools cannot take a lead, why, until when and what they have open', () => {
  const away = whoIsAway({
    pools: policyDocument({
      pools: [
        pool('sales', members('here', 'away', 'leave', 'night', 'left')),
        pool('rest', members('away', 'deleted')),
      ],
    }).pools,
    people: [
      named('here'),
      named('away', { availability: 'away' }),
      named('leave', { outOfOffice: [{ startMs: NOW - HOUR, endMs: NOW + HOUR }] }),
      named('night', { workingHours: [{ weekday: 2, startMinute: 20 * 60, endMinute: 23 * 60 }] }),
      named('left', { active: false, availability: 'away' }),
      named('outsider', { availability: 'away' }),
    ],
    openHandoffs: new Map([
      ['night', 3],
      ['here', 9],
    ]),
    calendar: new Calendar(NOW, 'Europe/London'),
  });
  expect(away).toEqual([
    { name: 'NIGHT', why: 'off_duty', until: '2026-03-10T20:00:00.000Z', pools: ['sales'], openHandoffs: 3 },
    { name: 'LEFT', why: 'inactive', until: null, pools: ['sales'], openHandoffs: 0 },
    { name: 'Owner deleted', why: 'inactive', until: null, pools: ['rest'], openHandoffs: 0 },
    { name: 'AWAY', why: 'away', until: null, pools: ['sales', 'rest'], openHandoffs: 0 },
    { name: 'LEAVE', why: 'out_of_office', until: '2026-03-10T13:00:00.000Z', pools: ['sales'], openHandoffs: 0 },
  ]);
});

it('tells who was set away in Baton, and which holiday it is', () => {
  const set = { override: { state: 'away' as const, sinceMs: 0, untilMs: NOW + HOUR } };
  const holidays = { calendar: 'GB', days: [{ date: '2026-03-10', name: 'Feast' }] };
  const away = whoIsAway({
    pools: policyDocument({ pools: [pool('sales', members('noted', 'set', 'off'))] }).pools,
    people: [
      named('noted', { outOfOffice: [{ startMs: 0, endMs: NOW + HOUR }], ...set }),
      named('set', { availability: 'away', ...set }),
      named('off', { holidays }),
    ],
    openHandoffs: new Map(),
    calendar: new Calendar(NOW, 'Europe/London'),
    noteOf: (ownerId) => (ownerId === 'noted' ? 'leave' : ''),
  });
  expect(away.map(({ name, why, note }) => [name, why, note])).toEqual([
    ['SET', 'away', 'set in Baton'],
    ['NOTED', 'out_of_office', 'set in Baton: leave'],
    ['OFF', 'off_duty', 'public holiday (Feast) in GB'],
  ]);
});

it('is total without pools or people', () => {
  const calendar = new Calendar(NOW, 'UTC');
  expect(whoIsAway({ pools: [], people: [named('a')], openHandoffs: new Map(), calendar })).toEqual([]);
});
