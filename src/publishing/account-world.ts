import { holdsWords } from '../hubspot/property-catalogue.ts';
import type { PropertyCatalogue, PropertyEntry } from '../hubspot/lead.ts';
import { COMPANY_PROPERTIES, CONTACT_PROPERTIES } from '../hubspot/subscriptions.ts';
import type { World, WorldPerson, WorldProperties } from '../policy/checks/world.ts';
import { holidayCalendars } from '../public-holidays.ts';
import type { PortalTx } from '../store/store.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { portalById } from '../store/tables/portals.ts';
import { storedCatalogue } from '../store/tables/property-catalogues.ts';
import { recentEnquiries } from './recent-enquiries.ts';

/** What a draft is held against. null, and what is absent: not known, so nothing is said of it. */
export async function worldOf({
  people,
  properties,
  enquiries,
}: {
  people: readonly WorldPerson[] | null;
  properties: PropertyCatalogue | null;
  enquiries?: World['enquiries'];
}): Promise<World> {
  return {
    isHolidayCalendar: await holidayCalendars(),
    subscribed: { contact: CONTACT_PROPERTIES, company: COMPANY_PROPERTIES },
    ...(people === null ? {} : { people }),
    ...(properties === null ? {} : { properties: worldPropertiesOf(properties) }),
    ...(enquiries === undefined ? {} : { enquiries }),
  };
}

/** The same as last read from HubSpot, with the enquiries of the last weeks. null: nothing was read yet. */
export async function storedWorld(tx: PortalTx, now: Date): Promise<World | null> {
  const directory = await storedDirectory(tx);
  const portal = await portalById(tx);
  if (directory === null || portal === null) return null;
  return worldOf({
    people: directory.people,
    properties: await storedCatalogue(tx),
    enquiries: await recentEnquiries(tx, { installedAt: portal.installedAt, now }),
  });
}

/** An account's properties as checks of a policy need them. */
export function worldPropertiesOf({ contact, company }: PropertyCatalogue): NonNullable<World['properties']> {
  return {
    ...(contact === null ? {} : { contact: byName(contact) }),
    ...(company === null ? {} : { company: byName(company) }),
  };
}

function byName(all: readonly PropertyEntry[]): WorldProperties {
  return new Map(
    all.map((property) => [
      property.name,
      holdsWords(property) ? 'free_text' : (property.options?.map(({ value }) => value) ?? null),
    ]),
  );
}
