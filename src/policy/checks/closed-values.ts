import { LANES, BUYING_STAGES, INTENTS, RISK_FLAGS, URGENCIES } from '../taxonomy.ts';
import { SOURCE_GROUPS } from '../source-groups.ts';

/** Facts of Baton's own that have closed lists of values. */
export const CLOSED_VALUES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['assessment.intent', INTENTS],
  ['assessment.urgency', URGENCIES],
  ['assessment.stage', BUYING_STAGES],
  ['assessment.risk_flags', RISK_FLAGS],
  ['assessment.has_text', ['true', 'false']],
  ['assessment.email_kind', ['business', 'free', 'disposable', 'role', 'own_staff', 'invalid', 'none']],
  ['event.source_group', SOURCE_GROUPS],
  ['event.kind', ['new', 'came_back', 'change', 'by_hand']],
  ['event.lane', LANES],
]);

/** Properties that Baton brings into a form of its own before rules see them: countries and languages are ISO codes. */
export const OWN_FORM: ReadonlySet<string> = new Set([
  'contact.country',
  'contact.hs_language',
  'contact.language',
  'contact.numberofemployees',
  'contact.phone',
  'contact.state',
  'contact.state_code',
  'contact.email_domain',
  'contact.email_kind',
  'contact.seniority',
  'contact.has_text',
  'company.country',
  'company.state_code',
  'company.numberofemployees',
]);

/** What Baton makes of a contact's properties, and of which one: it changes with that. */
export const DERIVED: ReadonlyMap<string, string> = new Map([
  ['email_domain', 'email'],
  ['email_kind', 'email'],
  ['language', 'hs_language'],
  ['seniority', 'jobtitle'],
  ['state_code', 'state'],
  ['has_text', 'message'],
]);
