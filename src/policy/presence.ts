import { currentOrNextSpan, isOutOfOffice, isWithinHours, nextOpening, type Calendar, type Schedule } from './hours.ts';

/** Where somebody is, as far as HubSpot says. Being off duty is not being away. */
export type Presence = 'here' | 'away' | 'out_of_office' | 'off_duty' | 'inactive';

export interface PresenceOfPerson extends Schedule {
  active: boolean;
  availability: 'available' | 'away' | 'unknown';
}

/** Is the person there at the calendar's moment, and until when is that so, epoch ms? null: nothing says until when. */
export function presenceAt(
  calendar: Calendar,
  person: PresenceOfPerson,
): { presence: Presence; untilMs: number | null } {
  if (!person.active) return { presence: 'inactive', untilMs: null };
  if (person.availability === 'away') return { presence: 'away', untilMs: null };
  if (isOutOfOffice(calendar, person)) return { presence: 'out_of_office', untilMs: nextOpening(calendar, person) };
  if (!isWithinHours(calendar, person)) return { presence: 'off_duty', untilMs: nextOpening(calendar, person) };
  return { presence: 'here', untilMs: person.workingHours === null ? null : endOfStretch(calendar, person) };
}

function endOfStretch(calendar: Calendar, person: Schedule): number | null {
  return currentOrNextSpan(calendar, person)?.endMs ?? null;
}
