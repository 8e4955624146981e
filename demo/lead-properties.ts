import type { Identity } from './identities.ts';
import { TOOLS } from './messages/book.ts';
import type { Random } from './random.ts';

/** As people also write a country's name. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  'United Kingdom': ['UK', 'GB'],
  Germany: ['Deutschland', 'DE'],
  Spain: ['España'],
  Netherlands: ['Nederland'],
  Italy: ['Italia'],
  'United States': ['USA', 'US', 'United States of America'],
  Brazil: ['Brasil'],
};
const ORIGINS = [
  'ORGANIC_SEARCH',
  'PAID_SEARCH',
  'DIRECT_TRAFFIC',
  'REFERRALS',
  'SOCIAL_MEDIA',
  'EMAIL_MARKETING',
] as const;
const FORMS = ['Contact us', 'Request a demo', 'Talk to sales', 'Pricing request'] as const;
const SALES_TITLES = [
  'Head of Service',
  'Operations Manager',
  'Managing Director',
  'Field Service Manager',
  'IT Manager',
  'COO',
  'Procurement Lead',
] as const;

/** What stands on a business card or in a list. */
export function cardProperties(random: Random, who: Identity): Record<string, string> {
  return { ...identityProperties(random, who), jobtitle: random.pick(SALES_TITLES) };
}

/** What a buyer types into a form of the website. */
export function salesProperties(random: Random, who: Identity): Record<string, string> {
  const { book } = who.place;
  return {
    ...identityProperties(random, who),
    jobtitle: random.pick(SALES_TITLES),
    hs_language: book.language,
    hs_analytics_source: random.pick(ORIGINS),
    recent_conversion_event_name: random.pick(FORMS),
    message: fill(random, who, random.pick([book.demo, book.demo, book.pricing, book.product])),
  };
}

/** Who they are: name, address, place, company, telephone. */
export function identityProperties(
  random: Random,
  { place, firstName, lastName, email, company, city, phone }: Identity,
): Record<string, string> {
  const spelling = random.chance(0.15) ? SPELLINGS[place.country] : undefined;
  return {
    email,
    firstname: firstName,
    lastname: lastName,
    country: spelling === undefined ? place.country : random.pick(spelling),
    city,
    ...(company === null ? {} : { company: company.name }),
    ...(company === null || company.known !== null ? {} : { numberofemployees: String(company.employees) }),
    ...(phone === null ? {} : { phone }),
  };
}

/** One of the texts with its places filled in. */
export function fill(random: Random, who: Identity, texts: readonly string[]): string {
  const values: Readonly<Record<string, string>> = {
    seats: String(random.pick([12, 18, 25, 35, 60, 85, 140, 220])),
    tool: random.pick(TOOLS),
    city: who.city,
    first: who.firstName,
  };
  return random.pick(texts).replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
}
