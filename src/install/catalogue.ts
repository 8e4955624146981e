import type { HubSpot } from '../hubspot/client.ts';
import type { PropertyCatalogue } from '../hubspot/lead.ts';
import type { Store } from '../store/store.ts';
import { storeCatalogue } from '../store/tables/property-catalogues.ts';

/** An account's properties change seldom, and never while somebody types. */
const KEPT_MS = 5 * 60_000;

export type ReadCatalogue = (portalId: number) => Promise<PropertyCatalogue>;

/**
 * The properties of an account, at most five minutes old; who asks at the same time shares one reading. Each reading is stored
 * for those who cannot ask HubSpot, such as the command line.
 */
export function createCatalogues({
  store,
  hubspot,
}: {
  store: Store;
  hubspot: Pick<HubSpot, 'forPortal'>;
}): ReadCatalogue {
  const kept = new Map<number, { reading: Promise<PropertyCatalogue>; untilMs: number }>();
  return (portalId) => {
    const known = kept.get(portalId);
    if (known !== undefined && Date.now() < known.untilMs) return known.reading;
    const reading = read(portalId);
    const entry = { reading, untilMs: Date.now() + KEPT_MS };
    kept.set(portalId, entry);
    // What failed is asked again by the next one.
    reading.catch(() => {
      if (kept.get(portalId) === entry) kept.delete(portalId);
    });
    return reading;
  };

  async function read(portalId: number): Promise<PropertyCatalogue> {
    const askedAt = new Date();
    const catalogue = await hubspot.forPortal(portalId, 'fresh').readCatalogue();
    await store.forPortal(portalId).transaction((tx) => storeCatalogue(tx, catalogue, askedAt));
    return catalogue;
  }
}
