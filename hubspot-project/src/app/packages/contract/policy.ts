// Generated from src/cards/contract/policy.ts; do not edit.
import * as z from 'zod/mini';
import { refusal } from './shared.ts';

/**
 * The policy as the settings page edits it. Only what the form shows is spelled out; everything else passes through, so that a page
 * never drops what it does not know.
 */
const caps = z.looseObject({
  hour: z.nullable(z.number()),
  day: z.nullable(z.number()),
  week: z.nullable(z.number()),
  open: z.nullable(z.number()),
});
const rule = z.looseObject({
  id: z.string(),
  label: z.string(),
  enabled: z.boolean(),
  when: z.unknown(),
  /** Of a skip rule. */
  reason: z.optional(z.string()),
  /** Of a hard rule. */
  to: z.optional(z.unknown()),
  evenIfOwned: z.optional(z.boolean()),
  /** Of a pool rule. */
  pool: z.optional(z.string()),
});
const member = z.looseObject({ ownerId: z.string(), weight: z.number() });
const pool = z.looseObject({
  name: z.string(),
  members: z.array(member),
  caps,
  managerOwnerId: z.nullable(z.string()),
  fallbackOwnerId: z.nullable(z.string()),
  overflowPool: z.nullable(z.string()),
  whenNobodyFree: z.string(),
  afterHours: z.string(),
  unknownHours: z.string(),
  unknownAvailability: z.string(),
  language: z.string(),
});
const minutes = z.looseObject({ high: z.number(), normal: z.number(), low: z.number() });
const draftPolicy = z.looseObject({
  name: z.string(),
  lists: z.record(z.string(), z.unknown()),
  territories: z.optional(z.record(z.string(), z.unknown())),
  skip: z.array(rule),
  hard: z.array(rule),
  poolRules: z.array(rule),
  trigger: z.looseObject({
    threshold: z.number(),
    qualifiedFrom: z.number(),
    uncertainBelow: z.number(),
    alwaysRouted: z.array(z.string()),
    alwaysNurtured: z.array(z.string()),
  }),
  pools: z.array(pool),
  defaultPool: z.string(),
  sla: z.looseObject({ minutes, byPool: z.record(z.string(), z.unknown()), clock: z.string() }),
});
export type DraftPolicy = z.infer<typeof draftPolicy>;
export type DraftRule = DraftPolicy['poolRules'][number];
export type DraftPool = DraftPolicy['pools'][number];

const finding = z.object({
  /** error, warning or hint. */
  severity: z.string(),
  /** Where, part by part: `pools`, 0, `members`, 1, `weight`. */
  path: z.array(z.union([z.string(), z.number()])),
  /** In the text, from 1. */
  line: z.nullable(z.number()),
  sentence: z.string(),
  proposal: z.nullable(z.string()),
});
export type PolicyFinding = z.infer<typeof finding>;

const checked = z.object({
  /** null: the text cannot be read as a policy, or `tooLarge`. */
  document: z.nullable(draftPolicy),
  /** null: a form's document that is no policy (yet), or a text too large for a page. */
  text: z.nullable(z.string()),
  /** For a form. */
  tooLarge: z.boolean(),
  findings: z.array(finding),
  /** What it would change, a sentence each. */
  changes: z.array(z.string()),
  maySave: z.boolean(),
  /** Each rule's condition and where it leads, in words, in its order. */
  words: z.object({ skip: z.array(z.string()), hard: z.array(z.string()), poolRules: z.array(z.string()) }),
});
export type CheckedPolicy = z.infer<typeof checked>;

const choice = z.object({ value: z.string(), label: z.string() });
const field = z.object({
  /** As conditions name it: `contact.country`. */
  name: z.string(),
  label: z.string(),
  /** text, number or choice. */
  kind: z.string(),
  /** Of a choice. */
  options: z.array(choice),
});
export type PolicyField = z.infer<typeof field>;

/** GET /settings/policy */
export const policyAnswer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    editor: z.object({
      /** The version that a draft is made from. */
      base: z.number(),
      draft: checked,
      /** What a condition may ask about. */
      fields: z.array(field),
      /** Who may be in a pool. */
      people: z.array(z.object({ ownerId: z.string(), name: z.string() })),
      reasons: z.array(choice),
      intents: z.array(choice),
    }),
  }),
  refusal,
]);
export type PolicyEditor = Extract<z.infer<typeof policyAnswer>, { ok: true }>['editor'];

/** POST /settings/policy/check */
export const checkedAnswer = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), draft: checked }), refusal]);

/** POST /settings/policy/save */
export const savedAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), version: z.number() }),
  refusal,
]);
