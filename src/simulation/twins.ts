import type { FindDuplicates, Fingerprint } from '../agents/find-duplicates.ts';
import type { PortalStore } from '../store/store.ts';
import { findTwins } from '../store/tables/fingerprints.ts';

/** Finds records of the same person among earlier ones of a trial and among the account's contacts; remembers nothing there. */
export function createTwins(portal: PortalStore): FindDuplicates {
  const seen = new Map<string, string>();
  return async (prints) => {
    const known = await portal.transaction((tx) => findTwins(tx, prints));
    const own = prints.flatMap((print) => {
      const other = seen.get(keyOf(print));
      if (other === undefined) seen.set(keyOf(print), print.contactId);
      return other === undefined || other === print.contactId
        ? []
        : [{ contactId: print.contactId, kind: print.kind, otherContactId: other }];
    });
    return [...known, ...own];
  };
}

function keyOf({ kind, value }: Fingerprint): string {
  return `${kind}\n${value}`;
}
