import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { explainVerdict } from './explain.ts';
import { input, NOW, person, policy } from './fixtures.ts';
import { withOverride, type Override } from './override.ts';

const nowMs = Date.parse(NOW);
const HOUR = 3_600_000;
const set = (state: Override['state'], untilMs: number | null): Override => ({ state, sinceMs: nowMs - HOUR, untilMs });
const anna = (override: Override, changes: Parameters<typeof person>[1] = {}) =>
  withOverride(person('anna', changes), override, nowMs);
const leave = [{ startMs: nowMs - HOUR, endMs: nowMs + 5 * HOUR }];

const ownerOf = (one: ReturnType<typeof person>) => decide(policy(), input({ people: [one] })).ownerId;

describe('an override', () => {
  it('keeps leads away until then, and says who has said so', () => {
    const verdict = decide(policy(), input({ people: [anna(set('away', nowMs + HOUR))] }));
    expect(verdict.hold).toEqual({
      reason: 'outside_hours',
      until: new Date(nowMs + HOUR).toISOString(),
      waitingFor: [],
    });
    expect(verdict.candidates[0]).toMatchObject({ standing: 'out_of_office', detail: { set_in: 'baton' } });
    expect(explainVerdict(verdict, String).others[0]).toBe('anna: out of office, as set in Baton');
  });

  it('keeps them away without an end', () => {
    const verdict = decide(policy(), input({ people: [anna(set('away', null))] }));
    expect(verdict.hold).toMatchObject({ reason: 'nobody_free', until: null });
    expect(explainVerdict(verdict, String).others[0]).toBe('anna: away, as set in Baton');
  });

  it('lets them come in spite of status and leave, but not of hours', () => {
    expect(ownerOf(anna(set('available', null), { availability: 'away', outOfOffice: leave }))).toBe('anna');
    expect(ownerOf(anna(set('available', null), { workingHours: [] }))).toBeNull();
    expect(ownerOf(anna(set('available', null), { active: false }))).toBeNull();
    expect(anna(set('available', nowMs + HOUR), { outOfOffice: leave }).outOfOffice).toEqual([
      { startMs: nowMs + HOUR, endMs: nowMs + 5 * HOUR },
    ]);
  });

  it('has no effect once it has expired', () => {
    const state = fc.constantFrom('away' as const, 'available' as const);
    fc.assert(
      fc.property(state, fc.integer({ min: 0, max: 9 * HOUR }), (wanted, ago) => {
        const one = person('anna', { availability: 'away', outOfOffice: leave });
        expect(withOverride(one, set(wanted, nowMs - ago), nowMs)).toBe(one);
      }),
    );
  });
});
