import type { CreditState, PersonState } from '../input.ts';
import type { BalanceStep, Verdict } from '../verdict.ts';
import type { Case, Retrial } from './retrial.ts';

/** Who could have had the lead and gets the next one like it, if nothing else changes; null: nobody else, or not known. */
export function nextInLine(retrial: Retrial): string | null {
  const { given, verdict } = retrial;
  // With an open handoff the next lead is not like this one: the handoff would be another.
  if (verdict.step === null || given.input.openHandoff !== null) return null;
  const again = retrial.again(afterwards(given, verdict, verdict.step));
  if (again?.step == null || again.pool !== verdict.pool || again.ownerId === verdict.ownerId) return null;
  const before = verdict.candidates.find(({ ownerId, pool }) => ownerId === again.ownerId && pool === again.pool);
  return before?.standing === 'could_have' ? again.ownerId : null;
}

/** As things stand when the lead has been given: booked, and on its owner's hands. */
function afterwards({ policy, input }: Case, { ownerId }: Verdict, step: BalanceStep): Case {
  const { scope, entries, makeUp = [] } = step;
  const ids = new Set([...entries, ...makeUp].map((entry) => entry.ownerId));
  const booked = [...ids].map((id): CreditState => {
    const before = input.credits.find((credit) => credit.scope === scope && credit.ownerId === id);
    return {
      ownerId: id,
      scope,
      credit: (before?.credit ?? 0) + amountOf(entries, id),
      lastLeadAt: id === ownerId ? input.now : (before?.lastLeadAt ?? null),
      makeUp: (before?.makeUp ?? 0) + amountOf(makeUp, id),
    };
  });
  const others = input.credits.filter((credit) => credit.scope !== scope || !ids.has(credit.ownerId));
  const people = input.people.map((person) => (person.ownerId === ownerId ? withOneMore(person) : person));
  return { policy, input: { ...input, people, credits: [...others, ...booked] } };
}

function amountOf(entries: BalanceStep['entries'], ownerId: string): number {
  return entries.find((entry) => entry.ownerId === ownerId)?.amount ?? 0;
}

function withOneMore(person: PersonState): PersonState {
  const { hour, day, week } = person.assigned;
  return {
    ...person,
    openHandoffs: person.openHandoffs + 1,
    assigned: { hour: hour + 1, day: day + 1, week: week + 1 },
  };
}
