import countries from 'i18n-iso-countries';
import { holdsWords } from '../../hubspot/property-catalogue.ts';
import type { PropertyCatalogue, PropertyEntry } from '../../hubspot/lead.ts';
import { CLOSED_VALUES, OWN_FORM } from '../../policy/checks/closed-values.ts';
import { ASSESSMENT_FIELDS, EVENT_FIELDS, isFreeText } from '../../policy/condition-schema.ts';
import { fieldInWords, valueInWords } from '../../policy/describe/fields.ts';
import { capitalised } from '../../policy/describe/words.ts';
import type { PolicyField } from '../contract/index.ts';

/** An answer of HubSpot's proxy has an end, and so has a list that people choose from; others can be named in the text. */
const MOST_PROPERTIES = 500;
const MOST_OPTIONS = 300;

/** Known in every account, the ones most asked for first. */
const CONTACT = [
  'country',
  'state',
  'zip',
  'city',
  'language',
  'numberofemployees',
  'industry',
  'annualrevenue',
  'email',
  'email_domain',
  'jobtitle',
  'seniority',
  'company',
  'lifecyclestage',
  'hs_lead_status',
  'hs_analytics_source',
  'ip_country_code',
  'hubspot_owner_id',
];
const COMPANY = [
  'country',
  'numberofemployees',
  'industry',
  'annualrevenue',
  'lifecyclestage',
  'domain',
  'hubspot_owner_id',
];
const COUNTRIES = new Set(['contact.country', 'company.country', 'contact.ip_country_code']);
const NUMBERS = new Set([
  'assessment.score',
  'assessment.confidence',
  'contact.numberofemployees',
  'company.numberofemployees',
  'contact.annualrevenue',
  'company.annualrevenue',
]);
const OWNERS = /\.hubspot_owner_id$/;

/**
 * What a condition may ask about, in the order in which people look for it: what Baton found out, where the lead comes from,
 * well-known properties, then all others of the account by their names. `properties` null: those are not known.
 */
export function fieldsOffered(
  properties: PropertyCatalogue | null,
  people: readonly { ownerId: string; name: string }[],
): PolicyField[] {
  const known = new Map<string, PropertyEntry>();
  for (const space of ['contact', 'company'] as const) {
    for (const property of properties?.[space] ?? []) known.set(`${space}.${property.name}`, property);
  }
  const usual = [
    ...ASSESSMENT_FIELDS.map((name) => `assessment.${name}`),
    ...EVENT_FIELDS.map((name) => `event.${name}`),
    ...CONTACT.map((name) => `contact.${name}`),
    ...COMPANY.map((name) => `company.${name}`),
  ];
  const others = [...known]
    .filter(
      ([name, property]) =>
        !usual.includes(name) &&
        !isFreeText(property.name) &&
        !holdsWords(property) &&
        !property.name.startsWith('baton_'),
    )
    .toSorted(([, a], [, b]) => a.label.localeCompare(b.label, 'en'))
    .slice(0, MOST_PROPERTIES);
  return [
    ...usual.map((name) => fieldOf(name, capitalised(fieldInWords(name)), known.get(name), people)),
    ...others.map(([name, property]) => fieldOf(name, otherLabel(name, property), property, people)),
  ];
}

function otherLabel(name: string, { label }: PropertyEntry): string {
  return name.startsWith('company.') ? `The company's ${label}` : label;
}

function fieldOf(
  name: string,
  label: string,
  property: PropertyEntry | undefined,
  people: readonly { ownerId: string; name: string }[],
): PolicyField {
  const options = optionsOf(name, property, people);
  if (options !== null && options.length > 0 && options.length <= MOST_OPTIONS)
    return { name, label, kind: 'choice', options };
  return { name, label, kind: NUMBERS.has(name) || property?.type === 'number' ? 'number' : 'text', options: [] };
}

/** null: any value. */
function optionsOf(
  name: string,
  property: PropertyEntry | undefined,
  people: readonly { ownerId: string; name: string }[],
): PolicyField['options'] | null {
  if (OWNERS.test(name)) return people.map((person) => ({ value: person.ownerId, label: person.name }));
  if (COUNTRIES.has(name)) return ALL_COUNTRIES;
  const closed = CLOSED_VALUES.get(name);
  if (closed !== undefined) {
    return closed.map((value) => ({ value, label: capitalised(valueInWords(name, asRead(value), String)) }));
  }
  // What Baton brings into a form of its own no longer has HubSpot's options.
  if (property === undefined || OWN_FORM.has(name)) return null;
  if (property.type === 'bool')
    return ['true', 'false'].map((value) => ({ value, label: valueInWords(name, value === 'true', String) }));
  return property.options?.map(({ value, label }) => ({ value, label })) ?? null;
}

function asRead(value: string): string | boolean {
  return value === 'true' ? true : value === 'false' ? false : value;
}

const ALL_COUNTRIES = Object.keys(countries.getAlpha2Codes())
  .map((value) => ({ value, label: valueInWords('contact.country', value, String) }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
