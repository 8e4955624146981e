import type { DecisionInput, Fact } from './input.ts';
import type { SourceGroup } from './source-groups.ts';
import type { WaitableFact } from './schema.ts';
import { choicesOf, mayHoldSeveral } from './several-values.ts';
import { plain, type Scalar } from './values.ts';

/** Nobody knows yet: HubSpot may fill it in within seconds. Unlike null, which means that there is no value. */
export const NOT_YET = Symbol('not yet known');

export type FieldValue = Fact | readonly string[] | typeof NOT_YET;

/** A lead as conditions look at it. */
export interface LeadFacts {
  input: DecisionInput;
  group: SourceGroup;
  /** Facts that may still arrive. Empty: what is missing counts as having no value. */
  awaited: ReadonlySet<WaitableFact>;
  /** What was read of the lead before, by field. It only saves time: many rules look at the same few fields. */
  seen?: Map<string, SeenField>;
  /** The same for places of contact and company. */
  places?: Map<string, Place>;
}

/** Where somebody is, in lower case. null: no such value; undefined: it may still turn out. */
export interface Place {
  country: string | null | undefined;
  /** ISO 3166-2 without the country. */
  state: string | null | undefined;
  /** In its normal form. */
  postcode: string | null | undefined;
}

/** A field of one lead as comparisons need it. */
export type SeenField =
  | { known: false }
  /** Its values with their plain forms: none, one, or those of a list or of several choices. */
  | { known: true; values: readonly { value: Scalar; plain: string }[] };

const UNKNOWN: SeenField = { known: false };
const NOTHING: SeenField = { known: true, values: [] };

/** Looks at a field of a lead, once. `read` is the field's reader. */
export function lookAt(lead: LeadFacts, field: string, read: ReadField): SeenField {
  const seen = (lead.seen ??= new Map());
  const before = seen.get(field);
  if (before !== undefined) return before;
  const now = fieldOf(read(lead), field);
  seen.set(field, now);
  return now;
}

function fieldOf(value: FieldValue, field: string): SeenField {
  if (value === NOT_YET) return UNKNOWN;
  if (Array.isArray(value)) return severalOf(value);
  if (typeof value === 'string' && value.includes(';') && mayHoldSeveral(field)) return severalOf(choicesOf(value));
  return isScalar(value) ? { known: true, values: [{ value, plain: plain(value) }] } : NOTHING;
}

function severalOf(values: readonly string[]): SeenField {
  return { known: true, values: values.map((value) => ({ value, plain: plain(value) })) };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

export type ReadField = (lead: LeadFacts) => FieldValue;

/** Contact fields that HubSpot, or the associated company, may fill in late. The country can come from either. */
const LATE_FIELDS = new Map<string, readonly WaitableFact[]>([
  ['hs_analytics_source', ['hs_analytics_source']],
  ['ip_country', ['ip_country']],
  ['ip_country_code', ['ip_country']],
  ['country', ['ip_country', 'company']],
  ['numberofemployees', ['company']],
  ['industry', ['company']],
]);

/** Turns `contact.country` and its like into a function that reads it. Unknown names read as null. */
export function readerOf(field: string): ReadField {
  const dot = field.indexOf('.');
  const property = field.slice(dot + 1);
  switch (field.slice(0, dot)) {
    case 'contact':
      return contactReader(property);
    case 'company':
      return companyReader(property);
    case 'assessment':
      return (lead) => assessmentValue(lead, property);
    case 'event':
      return (lead) => eventValue(lead, property);
    default:
      return () => null;
  }
}

/** The facts on which a field may have to wait. */
export function factsBehind(field: string): readonly WaitableFact[] {
  if (field.startsWith('company.')) return ['company'];
  return field.startsWith('contact.') ? (LATE_FIELDS.get(field.slice('contact.'.length)) ?? []) : [];
}

/** Which of the facts that a policy waits for this lead does not have and may still get. */
export function awaitedFacts(input: DecisionInput, wanted: readonly WaitableFact[]): ReadonlySet<WaitableFact> {
  return new Set(wanted.filter((fact) => isMissing(input, fact)));
}

function isMissing({ contact, company, assessment }: DecisionInput, fact: WaitableFact): boolean {
  switch (fact) {
    case 'company':
      // HubSpot finds companies by the e-mail domain: free, throw-away and absent domains lead to none.
      return company === null && ['business', 'role'].includes(assessment.emailKind);
    case 'hs_analytics_source':
      return ownValue(contact.facts, 'hs_analytics_source') === null;
    case 'ip_country':
      return ownValue(contact.facts, 'ip_country') === null && ownValue(contact.facts, 'ip_country_code') === null;
    default:
      return fact satisfies never;
  }
}

function contactReader(property: string): ReadField {
  if (property === 'hubspot_owner_id') return ({ input }) => input.contact.ownerId;
  const facts = factsBehind(`contact.${property}`);
  return ({ input, awaited }) => {
    const value = ownValue(input.contact.facts, property);
    return value === null && facts.some((fact) => awaited.has(fact)) ? NOT_YET : value;
  };
}

function companyReader(property: string): ReadField {
  return ({ input: { company }, awaited }) => {
    if (company === null) return awaited.has('company') ? NOT_YET : null;
    return property === 'hubspot_owner_id' ? company.ownerId : ownValue(company.facts, property);
  };
}

/** A property of the record itself: names such as `constructor` are not values. Empty text is no value. */
function ownValue(facts: Readonly<Record<string, Fact>>, property: string): Fact {
  const value = Object.hasOwn(facts, property) ? facts[property] : null;
  return value === undefined || value === '' ? null : value;
}

function assessmentValue({ input: { assessment } }: LeadFacts, label: string): FieldValue {
  switch (label) {
    case 'intent':
      return assessment.intent;
    case 'urgency':
      return assessment.urgency;
    case 'stage':
      return assessment.stage;
    case 'risk_flags':
      return assessment.riskFlags;
    case 'score':
      return assessment.score;
    case 'confidence':
      return assessment.confidence;
    case 'has_text':
      return assessment.hasText;
    case 'email_kind':
      return assessment.emailKind;
    default:
      return null;
  }
}

function eventValue({ input: { enquiry }, group }: LeadFacts, fact: string): FieldValue {
  switch (fact) {
    case 'source':
      return enquiry.source;
    case 'source_group':
      return group;
    case 'kind':
      return enquiry.kind;
    case 'lane':
      return enquiry.lane;
    default:
      return null;
  }
}
