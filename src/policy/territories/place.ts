import { lookAt, readerOf, type LeadFacts, type Place } from '../lead-facts.ts';
import { normalPostcode } from './postcodes.ts';

/** Whose place a territory is asked about. */
export const PLACES = ['contact', 'company'] as const;
export type Whose = (typeof PLACES)[number];

/** The fields that make a place: these decide where a rule asks for a territory. */
export function fieldsOfPlace(whose: Whose): readonly string[] {
  return FIELDS[whose];
}

const FIELDS = {
  contact: ['contact.country', 'contact.state', 'contact.zip'],
  company: ['company.country', 'company.state', 'company.zip'],
} as const;
const READERS = Object.fromEntries(
  PLACES.flatMap((whose) =>
    ['country', 'state_code', 'zip'].map((name) => [`${whose}.${name}`, readerOf(`${whose}.${name}`)]),
  ),
);

/**
 * Where the contact or its company is. A contact without state and postcode of its own is taken to be where its company
 * is, if that is in the same country.
 */
export function placeOf(lead: LeadFacts, whose: Whose): Place {
  const places = (lead.places ??= new Map());
  const before = places.get(whose);
  if (before !== undefined) return before;
  const now = findPlace(lead, whose);
  places.set(whose, now);
  return now;
}

function findPlace(lead: LeadFacts, whose: Whose): Place {
  const own = ownPlace(lead, whose);
  if (whose === 'company' || typeof own.country !== 'string' || own.state !== null || own.postcode !== null) return own;
  const company = ownPlace(lead, 'company');
  if (company.country === undefined) return { country: own.country, state: undefined, postcode: undefined };
  return company.country === own.country ? company : own;
}

function ownPlace(lead: LeadFacts, whose: Whose): Place {
  const country = valueOf(lead, `${whose}.country`);
  const zip = valueOf(lead, `${whose}.zip`);
  return {
    country,
    state: valueOf(lead, `${whose}.state_code`),
    postcode: typeof zip === 'string' ? normalPostcode(country ?? '', zip) || null : zip,
  };
}

function valueOf(lead: LeadFacts, field: string): string | null | undefined {
  const read = READERS[field];
  const seen = read === undefined ? null : lookAt(lead, field, read);
  if (seen?.known === false) return undefined;
  return seen?.values[0]?.plain ?? null;
}
