import { holdsWords } from '../hubspot/property-catalogue.ts';
import { IDLE, personState } from '../audit/snapshot.ts';
import type { Person, PropertyCatalogue, PropertyEntry } from '../hubspot/lead.ts';
import { COMPANY_PROPERTIES, CONTACT_PROPERTIES } from '../hubspot/subscriptions.ts';
import type { World, WorldProperties } from '../policy/checks/world.ts';
import type { Override } from '../policy/override.ts';
import { peopleInForce } from '../people-in-force.ts';
import { holidayCalendars, holidaysAround } from '../public-holidays.ts';
import type { PortalTx } from '../store/store.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { overridesInForce } from '../store/tables/person-overrides.ts';
import { portalById } from '../store/tables/portals.ts';
import { storedCatalogue } from '../store/tables/property-catalogues.ts';
import { recentEnquiries } from './recent-enquiries.ts';

/** What a draft is held against. null, and what is absent: not known, so nothing is said of it. */
export async function worldOf({
  people,
  properties,
  enquiries,
  presence,
}: {
  people: readonly Person[] | null;
  properties: PropertyCatalogue | null;
  enquiries?: World['enquiries'];
  /** Looks ahead from now, if people are known. */
  presence?: { now: Date; timeZone: string; overrides: readonly (Override & { ownerId: string })[] };
}): Promise<World> {
  return {
    isHolidayCalendar: await holidayCalendars(),
    subscribed: { contact: CONTACT_PROPERTIES, company: COMPANY_PROPERTIES },
    ...(people === null ? {} : { people }),
    ...(people === null || presence === undefined ? {} : { presence: await presenceOf(people, presence) }),
    ...(properties === null ? {} : { properties: worldPropertiesOf(properties) }),
    ...(enquiries === undefined ? {} : { enquiries }),
  };
}

async function presenceOf(
  people: readonly Person[],
  { now, timeZone, overrides }: { now: Date; timeZone: string; overrides: readonly (Override & { ownerId: string })[] },
): Promise<World['presence']> {
  const directory = await peopleInForce({ people, teams: [], fetchedAtMs: 0 }, { policy: null, overrides, now });
  return {
    people: directory.people.map((person) => personState(person, IDLE)),
    now,
    timeZone,
    holidaysOf: await holidaysAround(now),
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
    presence: { now, timeZone: portal.timeZone, overrides: await overridesInForce(tx, now) },
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
