import type { Person } from '../../hubspot/lead.ts';
import { holidayAt, type Calendar } from '../../policy/hours.ts';
import { presenceAt } from '../../policy/presence.ts';
import type { PolicyDocument } from '../../policy/schema.ts';
import type { Today } from '../contract/index.ts';

type Away = Today['away'][number];

/** Those whom a person must do something about stand first. */
const ORDER: Record<Away['why'], number> = { inactive: 0, away: 1, out_of_office: 2, off_duty: 3 };

/**
 * Who of the people in the policy's pools cannot take a lead at the calendar's moment, why and until when; who has most open
 * handoffs first. Somebody whom HubSpot no longer shows is inactive. Pure.
 */
export function whoIsAway(facts: {
  pools: PolicyDocument['pools'];
  people: readonly Person[];
  openHandoffs: ReadonlyMap<string, number>;
  calendar: Calendar;
  /** What an admin wrote beside setting somebody away; '': nothing. */
  noteOf?: (ownerId: string) => string;
}): Away[] {
  const byOwner = new Map(facts.people.map((person) => [person.ownerId, person]));
  const poolsOf = new Map<string, string[]>();
  for (const { name, members } of facts.pools) {
    for (const { ownerId } of members) {
      const pools = poolsOf.get(ownerId);
      if (pools === undefined) poolsOf.set(ownerId, [name]);
      else pools.push(name);
    }
  }
  const away = [...poolsOf].flatMap(([ownerId, pools]): Away[] => {
    const person = byOwner.get(ownerId);
    const { presence, untilMs } =
      person === undefined ? { presence: 'inactive' as const, untilMs: null } : presenceAt(facts.calendar, person);
    if (presence === 'here') return [];
    const note = person === undefined ? null : noteOn(person, presence, facts);
    return [
      {
        name: person?.name || `Owner ${ownerId}`,
        why: presence,
        until: untilMs === null ? null : new Date(untilMs).toISOString(),
        ...(note === null ? {} : { note }),
        pools,
        openHandoffs: facts.openHandoffs.get(ownerId) ?? 0,
      },
    ];
  });
  return away.toSorted(
    (a, b) => b.openHandoffs - a.openHandoffs || ORDER[a.why] - ORDER[b.why] || a.name.localeCompare(b.name, 'en'),
  );
}

/** What a reader would ask next; null: HubSpot's own pages tell. */
function noteOn(
  person: Person,
  presence: Away['why'],
  { calendar, noteOf = () => '' }: { calendar: Calendar; noteOf?: (ownerId: string) => string },
): string | null {
  if (person.override?.state === 'away' && (presence === 'away' || presence === 'out_of_office')) {
    const note = noteOf(person.ownerId);
    return note === '' ? 'set in Baton' : `set in Baton: ${note}`;
  }
  const holiday = presence === 'off_duty' ? holidayAt(calendar, person) : null;
  return holiday === null ? null : `public holiday (${holiday}) in ${person.holidays?.calendar}`;
}
