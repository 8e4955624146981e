import type { CompanyFacts, Fact } from '../policy/input.ts';
import { stateCode } from '../policy/territories/subdivisions.ts';
import type { RawCompany, RawLead } from '../hubspot/lead.ts';
import type { CleanLead, Finding } from './assessment.ts';
import { countryCode } from './clean/country.ts';
import { cleanEmail } from './clean/email.ts';
import { employeesOf } from './clean/employees.ts';
import { cleanName, nameFromEmail } from './clean/name.ts';
import { cleanPhone, type CleanPhone } from './clean/phone.ts';
import { seniorityOf } from './clean/seniority.ts';
import { sourceOf } from './clean/source.ts';
import { cleanText, cleanValue } from './clean/text.ts';

export const CLEAN_CONTACT = { agent: 'clean_contact', version: '1.1.0' } as const;

type Properties = RawLead['properties'];
type Note = CleanLead['notes'][number];

/** Never a fact for rules: the lead's own words, who owns it, and what Baton itself wrote. */
const NOT_FACTS = /^(?:message|hubspot_owner_id|baton_.*|firstname|lastname)$/u;
/** HubSpot fills these in by itself a moment later: rules must be able to see that they are not known yet. */
const LATE_FACTS = ['company', 'hs_analytics_source', 'country', 'ip_country_code'] as const;

/**
 * The contact's values in one form. Never throws: a value that cannot be used is left out and noted. `ownDomains`: the
 * portal's own mail domains in lower case.
 */
export function cleanContact(raw: RawLead, options: { ownDomains: ReadonlySet<string> }): CleanLead {
  const { properties } = raw;
  const value = (name: string) => cleanValue(properties[name]);
  const company = raw.company === null ? null : companyFacts(raw.company);

  const email = cleanEmail(properties.email, options.ownDomains);
  const stated = statedCountry(properties);
  const hint = stated?.value ?? textFact(company?.facts.country);
  const phone = firstPhone(properties, hint);
  const country = stated ?? inferredCountry(phone, company);
  const name = cleanName({ first: properties.firstname, last: properties.lastname });
  const given = [name.firstName, name.lastName].filter((part) => part !== null).join(' ');
  const shown = given === '' && email.email !== null && email.kind !== 'role' ? nameFromEmail(email.email) : null;
  const { text, cut } = cleanText(properties.message);
  const employees = employeesOf(properties.numberofemployees) ?? numberFact(company?.facts.numberofemployees);
  const language = languageOf(value('hs_language'));
  const jobTitle = value('jobtitle');
  const companyName = value('company') ?? textFact(company?.facts.name);

  const notes: Note[] = [];
  const note = (field: string, code: Note['code'], when: boolean) => when && notes.push({ field, code });
  note('email', 'missing', email.kind === 'none');
  note('email', 'invalid', email.kind === 'invalid');
  note('email', 'mended', email.mended);
  note('name', 'missing', given === '' && shown === null && !name.invalid);
  note('name', 'invalid', name.invalid);
  note('name', 'mended', name.mended || shown !== null);
  note('phone', 'invalid', phone === null && (value('phone') ?? value('mobilephone')) !== null);
  note('phone', 'mended', phone !== null && phone.phone !== properties.phone && phone.phone !== properties.mobilephone);
  note('country', 'invalid', value('country') !== null && countryCode(value('country')) === null);
  note('message', 'too_long', cut);

  return {
    contactId: raw.contactId,
    name: given === '' ? shown : given,
    firstName: name.firstName,
    lastName: name.lastName,
    email: email.email,
    emailDomain: email.domain,
    emailKind: email.kind,
    phone: phone?.phone ?? null,
    country,
    state: placeOf(value('state') ?? value('hs_state_code')),
    zip: value('zip')?.toUpperCase() ?? null,
    language,
    jobTitle,
    companyName,
    employees,
    text,
    facts: {
      ...otherFacts(properties),
      email: email.email,
      email_domain: email.domain,
      email_kind: email.kind,
      phone: phone?.phone ?? null,
      country: country?.value ?? null,
      state: placeOf(value('state') ?? value('hs_state_code')),
      state_code: stateCodeOf(country?.value, value('hs_state_code'), value('state')),
      zip: value('zip')?.toUpperCase() ?? null,
      language,
      hs_language: language,
      jobtitle: jobTitle,
      seniority: seniorityOf(jobTitle),
      company: companyName,
      numberofemployees: employees,
      industry: value('industry') ?? textFact(company?.facts.industry),
      has_text: text !== '',
    },
    company,
    source: sourceOf(properties),
    notes,
  };
}

/** What is certain of a contact without looking at its values: stands in where cleaning failed. */
export function uncleaned(raw: RawLead): CleanLead {
  return {
    contactId: raw.contactId,
    name: null,
    firstName: null,
    lastName: null,
    email: null,
    emailDomain: null,
    emailKind: 'none',
    phone: null,
    country: null,
    state: null,
    zip: null,
    language: null,
    jobTitle: null,
    companyName: null,
    employees: null,
    text: '',
    facts: Object.fromEntries(LATE_FACTS.map((name) => [name, null])),
    company: null,
    source: { summary: 'Source not known', channel: 'unknown' },
    notes: [],
  };
}

function statedCountry(properties: Properties): Finding<string> | null {
  const fields = [
    ['country', 1],
    ['hs_country_region_code', 0.95],
    ['ip_country_code', 0.7],
  ] as const;
  for (const [field, confidence] of fields) {
    const code = countryCode(cleanValue(properties[field]));
    if (code !== null) return { value: code, confidence, evidence: [{ kind: 'field', value: field }] };
  }
  return null;
}

function inferredCountry(phone: CleanPhone | null, company: CompanyFacts | null): Finding<string> | null {
  if (phone?.country) return { value: phone.country, confidence: 0.8, evidence: [{ kind: 'field', value: 'phone' }] };
  const code = textFact(company?.facts.country);
  return code === null
    ? null
    : { value: code, confidence: 0.6, evidence: [{ kind: 'field', value: 'company.country' }] };
}

function firstPhone(properties: Properties, country: string | null): CleanPhone | null {
  return cleanPhone(properties.phone, country) ?? cleanPhone(properties.mobilephone, country);
}

function companyFacts(company: RawCompany): CompanyFacts {
  const facts: Record<string, Fact> = {};
  const country = countryCode(cleanValue(company.properties.country));
  for (const [name, value] of Object.entries(company.properties))
    if (!NOT_FACTS.test(name)) facts[name] = cleanValue(value);
  return {
    companyId: company.companyId,
    ownerId: cleanValue(company.properties.hubspot_owner_id),
    facts: {
      ...facts,
      domain: cleanValue(company.properties.domain)?.toLowerCase() ?? null,
      numberofemployees: employeesOf(company.properties.numberofemployees),
      country,
      state_code: stateCodeOf(country, cleanValue(company.properties.state)),
    },
  };
}

/** Every other property as it is, so that a policy may name the customer's own ones. */
function otherFacts(properties: Properties): Record<string, Fact> {
  const facts: Record<string, Fact> = Object.fromEntries(LATE_FACTS.map((name) => [name, null]));
  for (const [name, raw] of Object.entries(properties)) {
    if (NOT_FACTS.test(name)) continue;
    const value = cleanValue(raw);
    facts[name] = value === 'true' ? true : value === 'false' ? false : value;
  }
  return facts;
}

function languageOf(value: string | null): string | null {
  return /^([a-z]{2})(?:[-_]|$)/iu.exec(value ?? '')?.[1]?.toLowerCase() ?? null;
}

/** ISO 3166-2 without the country: the first of the texts that names a state of the country, by code or by name. */
function stateCodeOf(country: string | null | undefined, ...texts: (string | null)[]): string | null {
  if (country === null || country === undefined) return null;
  return texts.map((text) => (text === null ? null : stateCode(country, text))).find((code) => code !== null) ?? null;
}

/** State codes are compared in capitals; names stay as they were typed. */
function placeOf(state: string | null): string | null {
  return state !== null && /^[a-z]{2,3}$/iu.test(state) ? state.toUpperCase() : state;
}

function textFact(fact: Fact | undefined): string | null {
  return typeof fact === 'string' ? fact : null;
}

function numberFact(fact: Fact | undefined): number | null {
  return typeof fact === 'number' ? fact : null;
}
