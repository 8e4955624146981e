import { addWorkingMinutes } from './hours.ts';
import type { Situation } from './situation.ts';
import type { Verdict } from './verdict.ts';

const MINUTE_MS = 60_000;

/** Until when the owner is to have acted. null: the clock does not run for this source. */
export function slaOf(situation: Situation, ownerId: string, poolName: string | null): Verdict['sla'] {
  const { policy, people, calendar, settings } = situation;
  if (!settings.sla) return null;
  const { minutes, segment } = minutesFor(situation, poolName);
  const person = people.get(ownerId);
  const worked =
    policy.document.sla.clock === 'working_hours' && person !== undefined
      ? addWorkingMinutes(calendar, person, minutes)
      : null;
  const dueAt = new Date(worked ?? calendar.nowMs + minutes * MINUTE_MS).toISOString();
  return segment === null ? { minutes, dueAt } : { minutes, dueAt, segment };
}

/** The shortest of what pool and segments say; where none of them says anything, what holds in general. */
function minutesFor(situation: Situation, poolName: string | null): { minutes: number; segment: string | null } {
  const { input, policy } = situation;
  const { byPool, bySegment = {}, minutes: general } = policy.document.sla;
  const { urgency } = input.assessment;
  const ofPool = poolName !== null && Object.hasOwn(byPool, poolName) ? byPool[poolName]?.[urgency] : undefined;
  let chosen = { minutes: ofPool ?? general[urgency], segment: null as string | null };
  // By name, so that the answer does not hang on the order of keys.
  for (const name of Object.keys(bySegment).toSorted()) {
    const minutes = bySegment[name]?.[urgency];
    const isFirst = chosen.segment === null && ofPool === undefined;
    if (minutes === undefined || (!isFirst && minutes >= chosen.minutes) || !isIn(situation, name)) continue;
    chosen = { minutes, segment: name };
  }
  return chosen;
}

/** By what is known now: nothing is awaited once somebody has the lead. */
function isIn({ input, group, policy }: Situation, segment: string): boolean {
  return policy.segments.get(segment)?.({ input, group, awaited: new Set() }) === 'yes';
}
