import fc from 'fast-check';
import type { RawLead } from '../src/hubspot/lead.ts';
import { policyDocument, pool, rule, TERRITORIES } from '../src/policy/fixtures.ts';
import { printPolicy } from '../src/policy/text/print-policy.ts';

/** What people and programs type to break things; repeated, it is what slow expressions choke on. */
const NASTY = [
  '',
  ' ',
  '\0',
  '\u202e',
  '\ud800',
  '﷽',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'ﬁ',
  'İ',
  '-',
  '=',
  '@',
  '.',
  ',',
  ';',
  '"',
  "'",
  '\\',
  '<',
  '&',
  '{{7*7}}',
  '${1}',
  '%s',
  '\r\n',
  '\t',
  'a',
  'aA',
  '1',
  '+49',
  '()',
  '[',
  '{',
  '*',
  '?',
  '#',
  '|',
  '!',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '=HYPERLINK("x")',
  '<!channel>',
  '<script>',
  'http://',
  'a@',
  '@a.a',
  'aaaa@aaaa.aaaa',
  '0x',
  '1e9',
  '-0',
  '2026-13-45',
];
const MOST_REPEATS = 4_000;

const nasty = fc.constantFrom(...NASTY);
export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  nasty,
  fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.tuple(nasty, nasty, fc.nat(MOST_REPEATS)).map(([again, end, times]) => again.repeat(times) + end),
);
export const odd = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 4 }),
  fc.double(),
  fc.bigInt().map(Number),
  fc.constant(undefined),
);

/** An object of these keys, some left out, some of them odd. */
export function near(keys: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(keys).map(([key, usual]) => [
      key,
      fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: odd }),
    ]),
  );
  return fc.record(fields, { requiredKeys: [] });
}

export const event = near({
  portalId: fc.constant(42),
  eventId: fc.nat(),
  subscriptionType: fc.constantFrom(
    'object.creation',
    'contact.creation',
    'object.propertyChange',
    'contact.deletion',
    'object.merge',
    'object.restore',
    'contact.privacyDeletion',
    'object.associationChange',
    'company.propertyChange',
  ),
  occurredAt: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  objectId: fc.nat(50),
  objectTypeId: fc.constantFrom('0-1', '0-2'),
  changeSource: fc.constantFrom('CRM_UI', 'FORM', 'INTEGRATION'),
  sourceId: fc.constantFrom('userId:7', '1001'),
  propertyName: fc.constantFrom('hubspot_owner_id', 'message', 'country', 'email'),
  propertyValue: text,
  primaryObjectId: fc.nat(50),
  mergedObjectIds: fc.array(fc.nat(50), { maxLength: 5 }),
  newObjectId: fc.nat(50),
  associationType: fc.constantFrom('CONTACT_TO_COMPANY', 'COMPANY_TO_CONTACT'),
  fromObjectId: fc.nat(50),
  toObjectId: fc.nat(50),
  associationRemoved: fc.boolean(),
});

const goodPolicy = policyDocument({
  territories: TERRITORIES,
  lists: { partners: ['partner.example', 'other.example'] },
  pools: [pool('sales'), pool('france', { overflowPool: 'sales' })],
  poolRules: [rule('f', { pool: 'france', when: { field: 'contact.country', operator: 'IN', values: ['FR', 'BE'] } })],
});
const goodText = printPolicy(goodPolicy);
/** A good text with pieces cut out, doubled, moved and odd things put in. */
export const nearPolicyText = fc
  .array(fc.tuple(fc.constantFrom('cut', 'double', 'insert'), fc.nat(), fc.nat(60), text), {
    minLength: 1,
    maxLength: 5,
  })
  .map((changes) =>
    changes.reduce((now, [how, from, length, put]) => {
      const at = from % (now.length + 1);
      const piece = now.slice(at, at + length);
      const kept = how === 'cut' ? '' : how === 'double' ? piece + piece : put + piece;
      return now.slice(0, at) + kept + now.slice(at + length);
    }, goodText),
  );
export const nearPolicy = fc
  .array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 4 })
  .map((changes) => changes.reduce<unknown>((now, [place, put]) => replaced(now, place, put), goodPolicy));

export const PROPERTIES = [
  'firstname',
  'lastname',
  'email',
  'phone',
  'mobilephone',
  'company',
  'jobtitle',
  'country',
  'state',
  'zip',
  'city',
  'message',
  'website',
  'numberofemployees',
  'industry',
  'hs_language',
  'hs_object_source',
  'hs_object_source_id',
  'hs_analytics_source',
  'lifecyclestage',
  'hs_lead_status',
  'recent_conversion_date',
  'recent_conversion_event_name',
  'hubspot_owner_id',
];
export const lead = fc
  .array(fc.tuple(fc.constantFrom(...PROPERTIES), text), { maxLength: PROPERTIES.length })
  .map((values): RawLead => ({
    contactId: '501',
    askedFor: '501',
    createdAt: '2026-01-14T10:00:00Z',
    properties: Object.fromEntries(values),
    ownerHistory: [],
    company: null,
    readAtMs: Date.UTC(2026, 0, 14, 10),
  }));

/** The same value with the part at a place, counted through, replaced. */
function replaced(value: unknown, place: number, put: unknown): unknown {
  if (typeof value !== 'object' || value === null) return put;
  const keys = Object.keys(value);
  if (keys.length === 0 || place % (keys.length + 1) === keys.length) return put;
  const chosen = keys[place % (keys.length + 1)];
  const changed = Object.entries(value).map(([key, part]): [string, unknown] => [
    key,
    key === chosen ? replaced(part, Math.floor(place / (keys.length + 1)), put) : part,
  ]);
  return Array.isArray(value) ? changed.map(([, part]) => part) : Object.fromEntries(changed);
}
