import { LEAD, shareOut, stepBalance, type Share, type Standing } from './balance.ts';
import { ByOwner } from './by-owner.ts';
import { considerMembers, type Considered } from './eligibility.ts';
import type { Pool } from './schema.ts';
import type { Situation } from './situation.ts';

/**
 * Doubling a weight adds at most 3 - 2 * sqrt(2) = 0.172 of a lead to a share, so that with this much left nobody ever gets
 * more than was missed.
 */
const LEAST = LEAD / 5;

interface Weighted {
  ownerId: string;
  weight: number;
}

/**
 * `stepBalance` that makes up for missed turns: as long as somebody eligible has some to make up, that person's weight counts
 * double, and what this adds to the share is used up; people in `absent`, who could have had the lead if they had been
 * there, note their share of it as missed, up to `maxLeads` in all. `entries` sum to 0 as ever; `makeUp` is absent where
 * there is none.
 */
export function stepWithMakeUp(options: {
  eligible: readonly Weighted[];
  absent: readonly Weighted[];
  credits: { get(ownerId: string): (Standing & { makeUp?: number }) | undefined };
  winner: string | undefined;
  maxLeads: number;
}): { ownerId: string; entries: readonly Share[]; makeUp?: readonly Share[] } {
  const { eligible, absent, credits, winner, maxLeads } = options;
  const leftOf = (ownerId: string) => credits.get(ownerId)?.makeUp ?? 0;
  const isMadeUp = ({ ownerId }: Weighted) => leftOf(ownerId) >= LEAST;
  const { ownerId, entries } = stepBalance({
    eligible: eligible.map((one) => (isMadeUp(one) ? { ...one, weight: one.weight * 2 } : one)),
    credits,
    ...(winner === undefined ? {} : { winner }),
  });
  const plain = sharesOf(eligible);
  const used = eligible.filter(isMadeUp).map((one) => {
    const amount = entries.find((entry) => entry.ownerId === one.ownerId)?.amount ?? 0;
    const due = amount + (one.ownerId === ownerId ? LEAD : 0);
    return { ownerId: one.ownerId, amount: Math.min(0, (plain.get(one.ownerId) ?? 0) - due) };
  });
  const all = absent.length === 0 ? plain : sharesOf([...eligible, ...absent]);
  const missed = absent.map((one) => {
    const room = maxLeads * LEAD - leftOf(one.ownerId);
    return { ownerId: one.ownerId, amount: Math.max(0, Math.min(all.get(one.ownerId) ?? 0, room)) };
  });
  const makeUp = [...used, ...missed].filter(({ amount }) => amount !== 0);
  return { ownerId, entries, ...(makeUp.length === 0 ? {} : { makeUp }) };
}

/**
 * Members who are away or out of office and would otherwise be free for this lead: on duty, below their caps, able to speak
 * its language, with the skills. Whose status HubSpot does not tell is not known to have missed anything.
 */
export function absentMembers(
  situation: Situation,
  pool: Pool,
  { considered, skills }: { considered: readonly Considered[]; skills: readonly string[] },
): Considered[] {
  const gone = considered.filter(({ against }) => against === 'away' || against === 'out_of_office');
  if (gone.length === 0) return [];
  const ids = new Set(gone.map(({ ownerId }) => ownerId));
  const people = situation.input.people.map((person) => {
    if (!ids.has(person.ownerId)) return person;
    const availability = person.availability === 'away' ? 'available' : person.availability;
    return { ...person, availability, outOfOffice: [] };
  });
  return considerMembers({ ...situation, people: new ByOwner(people) }, pool, skills).filter(
    ({ ownerId, against }) => against === null && ids.has(ownerId),
  );
}

function sharesOf(people: readonly Weighted[]): Map<string, number> {
  return new Map(shareOut(people).map(({ ownerId, amount }) => [ownerId, amount]));
}
