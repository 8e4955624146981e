import type { Directory } from '../../hubspot/lead.ts';
import { cut, describePolicy } from '../../policy/describe.ts';
import type { PolicyDocument } from '../../policy/schema.ts';
import type { Settings } from '../contract/index.ts';
import { userName } from '../names.ts';

/** Names in all pools together, so that the answer stays small however large an account is. */
const MOST_NAMES = 3_000;

/** A version of the policy with who published it. */
export interface PublishedPolicy {
  version: number;
  document: PolicyDocument;
  effectiveFrom: Date;
  authorUserId: number | null;
  note: string;
}

/** The policy in force as the settings page shows it, with people's names. Pure. */
export function showPolicy(
  { version, document, effectiveFrom, authorUserId, note }: PublishedPolicy,
  directory: Directory | null,
): Settings['policy'] {
  const names = new Map(directory?.people.map((person) => [person.ownerId, person.name]));
  const nameOf = (ownerId: string) => names.get(ownerId) || `Owner ${ownerId}`;
  const mostPerPool = Math.max(3, Math.floor(MOST_NAMES / document.pools.length));
  return {
    version,
    since: effectiveFrom.toISOString(),
    by: authorUserId === null ? null : userName(directory, authorUserId),
    note: cut(note),
    defaultPool: document.defaultPool,
    pools: document.pools.map(({ name, members }) => {
      const people = members.slice(0, mostPerPool).map(({ ownerId }) => nameOf(ownerId));
      const more = members.length - people.length;
      // A pool's name is what people call it; where it comes from is told with the rest of the text.
      return { name, label: name, people: more > 0 ? [...people, `${more.toLocaleString('en')} more`] : people };
    }),
    text: describePolicy(document, nameOf),
  };
}
