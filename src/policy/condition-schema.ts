import { z } from 'zod';
import { PLACES } from './territories/place.ts';
import { territoryNameSchema } from './territories/schema.ts';

/** What the agents found out, as rules name it. */
export const ASSESSMENT_FIELDS = [
  'intent',
  'urgency',
  'stage',
  'risk_flags',
  'score',
  'confidence',
  'has_text',
  'email_kind',
] as const;
/** What is known of the event that made the contact a lead. `source_group` is enquiry, by_user or bulk. */
export const EVENT_FIELDS = ['source', 'source_group', 'kind', 'lane'] as const;

/** A stranger's own words: no rule may look into them. Labels found in them are under `assessment.`. */
const FREE_TEXT = new Set(['message', 'notes', 'comments', 'description', 'firstname', 'lastname']);

/** Is this property of a contact or company a stranger's own words? */
export function isFreeText(property: string): boolean {
  return FREE_TEXT.has(property.toLowerCase());
}

const MAX_VALUES = 100_000;
const MAX_DEPTH = 8;

const field = z
  .string()
  .max(120)
  .superRefine((name, context) => {
    const problem = problemOfField(name);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .describe('contact.<property>, company.<property>, assessment.<label> or event.<fact>');
const label = z.string().min(1).max(200).optional().describe('What the condition means, for people');
const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const values = z.array(scalar).min(1).max(MAX_VALUES);
const list = z.string().min(1).max(80).describe('Name of a list of the policy');

/** One comparison. A field without a value matches NEQ, NOT_IN and NOT_HAS_PROPERTY only; texts ignore case. */
export const testSchema = z.discriminatedUnion('operator', [
  z.strictObject({
    field,
    label,
    operator: z
      .enum(['EQ', 'NEQ', 'CONTAINS_TOKEN', 'STARTS_WITH'])
      .describe('CONTAINS_TOKEN: the words of the value, side by side, among the words of the field'),
    value: scalar,
  }),
  z.strictObject({
    field,
    label,
    operator: z.enum(['GT', 'GTE', 'LT', 'LTE']).describe('Numbers only'),
    value: z.number(),
  }),
  z
    .strictObject({
      field,
      label,
      operator: z.literal('BETWEEN').describe('Both ends count'),
      value: z.number(),
      highValue: z.number(),
    })
    .refine((test) => test.value <= test.highValue, { path: ['highValue'], message: 'must not be below value' }),
  z
    .strictObject({
      field,
      label,
      operator: z
        .enum(['IN', 'NOT_IN', 'DOMAIN_IN'])
        .describe('DOMAIN_IN: the domain of an address or URL is one of these or below one'),
      values: values.optional(),
      list: list.optional(),
    })
    .refine(
      (test) => (test.values === undefined) !== (test.list === undefined),
      'give either values or the name of a list',
    ),
  z.strictObject({ field, label, operator: z.enum(['HAS_PROPERTY', 'NOT_HAS_PROPERTY']) }),
  z.strictObject({
    field: z
      .enum(PLACES, 'must be contact or company here: a territory looks at country, state and postcode together')
      .describe('Whose place'),
    label,
    operator: z.literal('WITHIN'),
    territory: territoryNameSchema,
  }),
]);
export type Test = z.infer<typeof testSchema>;

/** `all: []` always holds. */
export type Condition =
  | Test
  | { all: Condition[]; label?: string | undefined }
  | { any: Condition[]; label?: string | undefined }
  | { not: Condition; label?: string | undefined };

function conditionOf(depth: number): z.ZodType<Condition> {
  if (depth === 0) return testSchema;
  const inner = conditionOf(depth - 1);
  return z.union([
    testSchema,
    z.strictObject({ all: z.array(inner).max(1_000), label }),
    z.strictObject({ any: z.array(inner).min(1).max(1_000), label }),
    z.strictObject({ not: inner, label }),
  ]);
}

/** Conditions may be nested eight deep: more is a mistake, and the bound keeps evaluation safe. */
export const conditionSchema = conditionOf(MAX_DEPTH);

function problemOfField(name: string): string | null {
  const [space, property, ...more] = name.split('.');
  if (property === undefined || more.length > 0 || !/^[a-z0-9_]+$/i.test(property)) {
    return 'must look like contact.country, company.industry, assessment.intent or event.source';
  }
  if (space === 'assessment') return oneOf(property, ASSESSMENT_FIELDS);
  if (space === 'event') return oneOf(property, EVENT_FIELDS);
  if (space !== 'contact' && space !== 'company') return 'must begin with contact., company., assessment. or event.';
  return isFreeText(property) ? 'is free text, which no rule may look into; use assessment.intent and its like' : null;
}

function oneOf(property: string, known: readonly string[]): string | null {
  return known.includes(property) ? null : `is not known; one of ${known.join(', ')}`;
}
