import { addWorkingMinutes } from './hours.ts';
import type { Situation } from './situation.ts';
import type { Verdict } from './verdict.ts';

const MINUTE_MS = 60_000;

/** Until when the owner is to have acted. null: the clock does not run for this source. */
export function slaOf(situation: Situation, ownerId: string, poolName: string | null): Verdict['sla'] {
  const { input, policy, people, calendar, settings } = situation;
  if (!settings.sla) return null;
  const { byPool, clock, minutes: general } = policy.document.sla;
  const { urgency } = input.assessment;
  const ofPool = poolName !== null && Object.hasOwn(byPool, poolName) ? byPool[poolName]?.[urgency] : undefined;
  const minutes = ofPool ?? general[urgency];
  const person = people.get(ownerId);
  const worked =
    clock === 'working_hours' && person !== undefined ? addWorkingMinutes(calendar, person, minutes) : null;
  return { minutes, dueAt: new Date(worked ?? calendar.nowMs + minutes * MINUTE_MS).toISOString() };
}
