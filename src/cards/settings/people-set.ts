import type { Directory } from '../../hubspot/lead.ts';
import type { StoredOverride } from '../../store/tables/person-overrides.ts';
import type { Settings } from '../contract/index.ts';
import { ownerName, userName } from '../names.ts';

/** More people than these nobody chooses from on a page. */
const MOST_CANDIDATES = 5_000;

type Overrides = Settings['overrides'];

/** Who is away or available because an admin said so. Pure. */
export function overridesShown(set: readonly StoredOverride[], directory: Directory | null): Overrides['set'] {
  return set
    .map(({ ownerId, state, sinceMs, untilMs, note, authorUserId }) => ({
      ownerId,
      name: ownerName(directory, ownerId),
      state,
      since: new Date(sinceMs).toISOString(),
      until: untilMs === null ? null : new Date(untilMs).toISOString(),
      note,
      by: authorUserId === null ? null : userName(directory, authorUserId),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Everybody who may own leads. Pure. */
export function settable(directory: Directory | null): Overrides['candidates'] {
  return (directory?.people ?? [])
    .filter(({ active }) => active)
    .map(({ ownerId, name, email }) => ({ ownerId, name: name || email }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .slice(0, MOST_CANDIDATES);
}
