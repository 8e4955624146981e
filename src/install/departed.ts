import type { Directory } from '../hubspot/lead.ts';
import { mentionsOf } from '../policy/checks/people.ts';
import type { PolicyDocument } from '../policy/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { openExceptions, raiseException, resolveExceptions } from '../store/tables/exceptions.ts';
import { openHandoffCounts } from '../store/tables/handoffs.ts';

const KIND = 'departed_owner';
/** More people than these leave at once only where the whole account was emptied. */
const MOST_PEOPLE = 200;
const MOST_PLACES = 5;

/**
 * Names everybody who has left HubSpot (or whom it no longer shows) and whom the policy still names, or who still has open
 * handoffs, in an exception each; one that no longer holds is resolved. Leads pass these people over without it.
 */
export async function noteDeparted(tx: PortalTx, directory: Directory, policy: PolicyDocument | null): Promise<void> {
  const people = new Map(directory.people.map((person) => [person.ownerId, person]));
  const places = new Map<string, string[]>();
  for (const { ownerId, path } of policy === null ? [] : mentionsOf(policy)) {
    const place = policy === null ? null : placeOf(policy, path);
    if (place !== null) places.set(ownerId, [...new Set([...(places.get(ownerId) ?? []), place])]);
  }
  const open = await openHandoffCounts(tx);
  const departed = [...new Set([...places.keys(), ...open.keys()])]
    .filter((ownerId) => people.get(ownerId)?.active !== true)
    .toSorted()
    .slice(0, MOST_PEOPLE);
  const known = new Map(
    (await openExceptions(tx, { kinds: [KIND], limit: MOST_PEOPLE })).map((one) => [one.subject, one.sentence]),
  );
  for (const ownerId of departed) {
    const sentence = sentenceOn(
      people.get(ownerId)?.name || `Owner ${ownerId}`,
      places.get(ownerId) ?? [],
      open.get(ownerId) ?? 0,
    );
    // It is looked at every half minute; how often says nothing.
    if (known.get(ownerId) !== sentence) await raiseException(tx, { kind: KIND, subject: ownerId, sentence });
  }
  await resolveExceptions(tx, { kinds: [KIND], except: departed });
}

/** Where the policy names somebody who gets leads there; null: it only says something of them. */
function placeOf(policy: PolicyDocument, [part, index]: readonly (string | number)[]): string | null {
  if (part === 'pools') return `the pool "${policy.pools[Number(index)]?.name}"`;
  return part === 'hard' ? `the rule "${policy.hard[Number(index)]?.id}"` : null;
}

function sentenceOn(name: string, places: readonly string[], handoffs: number): string {
  const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : '';
  const named = `the policy still names them in ${places.slice(0, MOST_PLACES).join(', ')}${more}`;
  const theirs = `${handoffs === 1 ? '1 open handoff is' : `${handoffs} open handoffs are`} still theirs`;
  const facts = [...(places.length === 0 ? [] : [named]), ...(handoffs === 0 ? [] : [theirs])];
  return `${name} is no longer active in HubSpot and gets no leads, but ${facts.join(', and ')}. Take them out of the policy, and give open handoffs to somebody else.`;
}
