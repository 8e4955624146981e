import type { CompiledPolicy } from '../../policy/compile.ts';
import { addWorkingMinutes, Calendar, type Schedule } from '../../policy/hours.ts';
import { onBreachOf } from '../../policy/on-breach.ts';
import type { Urgency } from '../../policy/taxonomy.ts';
import type { Verdict } from '../../policy/verdict.ts';
import { NO_CLOCK, type HandoffClock } from '../../store/tables/handoffs.ts';

const MINUTE_MS = 60_000;

/** Where nobody is to be reminded, the owner is looked at after this part of the time all the same. */
const LOOK_AT_PERCENT = 50;

/** A handoff without an SLA is first looked at after so long. Milliseconds. */
export const UNHURRIED_MS = 4 * 3_600_000;

/**
 * The clock of an owner who gets a handoff now: due when the verdict says, with a reminder and, where the policy asks for it,
 * a time to accept before that, each in the owner's working time. `speed` above 1 makes it run so many times faster. Pure.
 */
export function armClock(options: {
  sla: Verdict['sla'];
  urgency: Urgency;
  policy: CompiledPolicy;
  /** null: around the clock. */
  owner: Schedule | null;
  portalZone: string;
  now: Date;
  speed: number;
}): HandoffClock {
  const { sla, urgency, policy, now, speed } = options;
  if (sla === null) return { ...NO_CLOCK, lookAt: sped(now, now.getTime() + UNHURRIED_MS, speed) };
  const { accept = {} } = policy.document.sla;
  const after = (minutes: number) => timeAfter(options, minutes);
  const dueAt = sped(now, Date.parse(sla.dueAt), speed);
  const { remindAtPercent } = onBreachOf(policy.document.sla);
  const part = after((sla.minutes * (remindAtPercent ?? LOOK_AT_PERCENT)) / 100);
  const acceptIn = accept[urgency];
  const acceptDueAt = acceptIn === undefined || acceptIn >= sla.minutes ? null : after(acceptIn);
  return {
    dueAt,
    acceptDueAt,
    remindAt: remindAtPercent === null ? null : part,
    lookAt: earliest([part, acceptDueAt, dueAt]),
  };
}

export function earliest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null);
}

/** Who could not be looked at in time has so long from then on, in working time. Minutes. */
const GRACE_MINUTES = 15;

/** Until when an owner has time after Baton could not look for a while. */
export function graceUntil(options: Omit<Parameters<typeof armClock>[0], 'sla' | 'urgency'>): Date {
  return timeAfter(options, GRACE_MINUTES);
}

/** When so many minutes of the owner's working time will have passed, or of everybody's where theirs do not count. */
function timeAfter(
  { policy, owner, portalZone, now, speed }: Omit<Parameters<typeof armClock>[0], 'sla' | 'urgency'>,
  minutes: number,
): Date {
  const calendar = new Calendar(now.getTime(), portalZone, policy.days);
  const inHours = policy.document.sla.clock === 'working_hours' && owner !== null;
  const worked = inHours ? addWorkingMinutes(calendar, owner, minutes) : null;
  return sped(now, worked ?? now.getTime() + minutes * MINUTE_MS, speed);
}

function sped(now: Date, atMs: number, speed: number): Date {
  return new Date(now.getTime() + (atMs - now.getTime()) / speed);
}
