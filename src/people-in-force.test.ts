import { describe, expect, it } from 'vitest';
import { peopleInForce } from './people-in-force.ts';
import { policy, pool } from './policy/fixtures.ts';

const NOW = new Date('2026-12-20T12:00:00Z');
const someone = (ownerId: string) => ({
  ownerId,
  userId: 1,
  email: '',
  name: ownerId,
  active: true,
  superAdmin: false,
  availability: 'available' as const,
  timeZone: null,
  workingHours: null,
  outOfOffice: [],
  languages: ['en'],
  teamIds: [],
  meetingLink: null,
});
const DIRECTORY = { people: ['anna', 'ben', 'zoe'].map(someone), teams: [], fetchedAtMs: 0 };

describe('the people in force', () => {
  it('have the languages and public holidays that the policy says, their own before those of a pool', async () => {
    const compiled = policy({
      people: { anna: { languages: ['de'], holidays: 'AT' }, ben: { skills: ['x'] } },
      pools: [pool('sales', { holidays: 'GB-SCT' }), pool('more', { holidays: 'FR' })],
    });
    const { people } = await peopleInForce(DIRECTORY, { policy: compiled, overrides: [], now: NOW });
    expect(people.map(({ languages, holidays }) => [languages, holidays?.calendar])).toEqual([
      [['de'], 'AT'],
      [['en'], 'GB-SCT'],
      [['en'], undefined],
    ]);
    expect(people[1]?.holidays?.days[0]).toEqual({ date: '2026-12-25', name: 'Christmas Day' });
    expect(people[2]).toBe(DIRECTORY.people[2]);
  });

  it('are those of HubSpot where the policy says nothing', async () => {
    expect(await peopleInForce(DIRECTORY, { policy: policy(), overrides: [], now: NOW })).toBe(DIRECTORY);
  });

  it('are away or available as an admin has set them, until it expires', async () => {
    const nowMs = NOW.getTime();
    const overrides = [
      { ownerId: 'anna', state: 'away' as const, sinceMs: nowMs - 1, untilMs: nowMs + 5 },
      { ownerId: 'ben', state: 'away' as const, sinceMs: nowMs - 9, untilMs: nowMs },
    ];
    const { people } = await peopleInForce(DIRECTORY, { policy: null, overrides, now: NOW });
    expect(people[0]?.outOfOffice).toEqual([{ startMs: nowMs - 1, endMs: nowMs + 5 }]);
    expect(people.slice(1)).toEqual(DIRECTORY.people.slice(1));
  });
});
