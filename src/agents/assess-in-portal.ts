import type { Directory, RawLead } from '../hubspot/lead.ts';
import type { PortalStore } from '../store/store.ts';
import { findTwins, rememberFingerprints } from '../store/tables/fingerprints.ts';
import type { Assessment } from './assessment.ts';
import { assessLeads } from './orchestrate.ts';

/** Assesses leads of a portal, with the other records that it has of the same people. */
export function assessInPortal(
  portal: PortalStore,
  { raws, directory }: { raws: readonly RawLead[]; directory: Directory },
): Promise<Map<string, Assessment>> {
  return assessLeads({
    leads: raws,
    nowMs: Date.now(),
    ownDomains: ownDomains(directory),
    findDuplicates: (prints) =>
      portal.transaction(async (tx) => {
        await rememberFingerprints(tx, prints);
        return findTwins(tx, prints);
      }),
  });
}

/** Mail domains of the portal's own people. */
function ownDomains(directory: Directory): ReadonlySet<string> {
  return new Set(directory.people.flatMap((person) => person.email.toLowerCase().split('@')[1] ?? []));
}
