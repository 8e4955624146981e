import { countryName, cut, languageName, plainLabel, quoted } from './words.ts';

const PROPERTIES = new Map([
  ['country', 'country'],
  ['ip_country', "visitor's country"],
  ['ip_country_code', "visitor's country"],
  ['state', 'state'],
  ['zip', 'postal code'],
  ['city', 'city'],
  ['email', 'e-mail address'],
  ['email_domain', 'e-mail domain'],
  ['phone', 'phone number'],
  ['language', 'language'],
  ['hs_language', 'language'],
  ['jobtitle', 'job title'],
  ['seniority', 'seniority'],
  ['company', 'company name'],
  ['name', 'name'],
  ['domain', 'domain'],
  ['numberofemployees', 'employees'],
  ['industry', 'industry'],
  ['annualrevenue', 'annual revenue'],
  ['lifecyclestage', 'lifecycle stage'],
  ['hs_lead_status', 'lead status'],
  ['hs_analytics_source', 'traffic source'],
  ['hubspot_owner_id', 'owner'],
  ['associatedcompanyid', 'associated company'],
]);

const FINDINGS = new Map([
  ['stage', 'buying stage'],
  ['risk_flags', 'risks'],
  ['has_text', 'message present'],
  ['email_kind', 'kind of e-mail address'],
  ['source_group', 'kind of source'],
  ['kind', 'kind of enquiry'],
]);

/** What a field is called in a sentence; HubSpot properties that we have no word for keep their own name. */
export function fieldInWords(field: string): string {
  const { space, name } = partsOf(field);
  if (space === 'assessment' || space === 'event') return FINDINGS.get(name) ?? plainLabel(name);
  const words = PROPERTIES.get(name.toLowerCase()) ?? quoted(name);
  return space === 'company' ? `the company's ${words}` : words;
}

/** A value as it reads beside its field. `nameOf` gives a person's name for an owner id. */
export function valueInWords(
  field: string,
  value: string | number | boolean,
  nameOf: (ownerId: string) => string,
): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  const text = cut(value, 80);
  if (text === '') return 'empty';
  const { space, name } = partsOf(field);
  if (space === 'assessment' || space === 'event') return plainLabel(text);
  switch (name.toLowerCase()) {
    case 'country':
    case 'ip_country':
    case 'ip_country_code':
      return countryName(text);
    case 'language':
    case 'hs_language':
      return languageName(text);
    case 'hubspot_owner_id':
      return nameOf(text);
    default:
      return text;
  }
}

/** Fields that hold several labels at once: of these one is looked for. */
export function holdsSeveral(field: string): boolean {
  return field === 'assessment.risk_flags';
}

function partsOf(field: string): { space: string; name: string } {
  const dot = field.indexOf('.');
  return { space: field.slice(0, dot), name: field.slice(dot + 1) };
}
