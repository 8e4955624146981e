import type { HubSpot } from '../hubspot/client.ts';
import type { PropertyCatalogue } from '../hubspot/property-catalogue.ts';

/** An account's properties change seldom, and never while somebody types. */
const KEPT_MS = 5 * 60_000;

export type ReadCatalogue = (portalId: number) => Promise<PropertyCatalogue>;

/** The properties of an account, at most five minutes old; who asks at the same time shares one reading. */
export function createCatalogues({ hubspot }: { hubspot: Pick<HubSpot, 'forPortal'> }): ReadCatalogue {
  const kept = new Map<number, { reading: Promise<PropertyCatalogue>; untilMs: number }>();
  return (portalId) => {
    const known = kept.get(portalId);
    if (known !== undefined && Date.now() < known.untilMs) return known.reading;
    const reading = hubspot.forPortal(portalId, 'fresh').readCatalogue();
    const entry = { reading, untilMs: Date.now() + KEPT_MS };
    kept.set(portalId, entry);
    // What failed is asked again by the next one.
    reading.catch(() => {
      if (kept.get(portalId) === entry) kept.delete(portalId);
    });
    return reading;
  };
}
