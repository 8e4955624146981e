import { z } from 'zod';
import {
  BUYING_STAGES,
  INBOUND_TRIGGERS,
  INTENTS,
  NEXT_ACTIONS,
  OUTBOUND_TRIGGERS,
  QUALIFICATION_STATES,
  REPLY_CLASSES,
  RISK_FLAGS,
  SLA_STATES,
  URGENCIES,
} from '../policy/taxonomy.ts';
import { countWords } from './words.ts';

/** What a person can take in at a glance; compose.ts cuts to these, so that no lead is lost to a long message. */
export const BUYER_CONTEXT_WORDS = 60;
export const NEXT_STEP_WORDS = 25;

/** Never empty: `none` and `unknown` are values. */
const line = z.string().trim().min(1).max(1_000);

/** A quote from the lead's own words, or the name of a field, that a sentence rests on. */
const evidence = z.object({ kind: z.enum(['quote', 'field']), value: z.string().min(1).max(1_000) });

const sentence = z.object({ text: line, evidence: z.array(evidence).min(1) });

const buyerContext = z.object({
  sentences: z
    .array(sentence)
    .min(1)
    .refine((all) => all.reduce((sum, { text }) => sum + countWords(text), 0) <= BUYER_CONTEXT_WORDS, {
      error: `the buyer context has more than ${BUYER_CONTEXT_WORDS} words`,
    }),
  company: line,
  role: line,
  size: line,
  /** How to reach the person: mail and phone as cleaned, or `none`. */
  reach: line,
});

const qualification = z.object({
  state: z.enum(QUALIFICATION_STATES),
  score: z.number().int().min(0).max(100),
  intent: z.enum(INTENTS),
  urgency: z.enum(URGENCIES),
  stage: z.enum(BUYING_STAGES),
  /** The reasons that moved the score most, as sentences with their points. */
  reasons: z.array(line).min(1),
});

const nextStep = z.object({
  action: z.enum(NEXT_ACTIONS),
  sentence: line.refine((text) => countWords(text) <= NEXT_STEP_WORDS, {
    error: `the next step has more than ${NEXT_STEP_WORDS} words`,
  }),
});

const owner = z.object({
  /** HubSpot owner id. */
  ownerId: z.string().min(1),
  name: line,
  /** https address of the owner's booking page; null: none is known, or the handoff is older than this part. */
  meetingLink: z
    .url({ protocol: /^https$/ })
    .nullable()
    .catch(null),
  /** Why this person. */
  reason: line,
  /** Why it moved to this person; absent: it did not. */
  moved: line.optional(),
  /** ISO UTC; when the lead was given to the owner. */
  routedAt: z.iso.datetime(),
  sla: z.object({
    state: z.enum(SLA_STATES),
    /** null: no SLA. */
    minutes: z.number().nonnegative().nullable(),
    /** ISO UTC; null: no SLA. */
    dueAt: z.iso.datetime().nullable(),
  }),
});

const risks = z.object({
  /** May be empty: no risk was seen. */
  flags: z.array(z.enum(RISK_FLAGS)),
  /** The flags in words with what they rest on, or `none`. */
  summary: line,
});

const sixParts = {
  buyerContext,
  qualification,
  nextStep,
  owner,
  risks,
  source: line,
  /** In words, what the lead then had of the facts for which the policy moves handoffs, by field. */
  facts: z.record(z.string(), z.string()).optional(),
};

/** The handoff of somebody who came to us. */
export const inboundHandoff = z.object({
  workflow: z.literal('inbound'),
  trigger: z.object({ label: z.enum(INBOUND_TRIGGERS), detail: line }),
  ...sixParts,
});

/** The handoff of somebody who answered our outreach: the same six parts, and what the reply belongs to. */
export const outboundHandoff = z.object({
  workflow: z.literal('outbound'),
  trigger: z.object({ label: z.enum(OUTBOUND_TRIGGERS), detail: line }),
  ...sixParts,
  outreach: z.object({
    replyClass: z.enum(REPLY_CLASSES),
    /** Why this account was approached. */
    accountReason: line,
    /** What was sent before the reply. */
    summary: line,
  }),
});

export const handoffParts = z.discriminatedUnion('workflow', [inboundHandoff, outboundHandoff]);

export type InboundHandoff = z.infer<typeof inboundHandoff>;
export type OutboundHandoff = z.infer<typeof outboundHandoff>;
export type HandoffParts = z.infer<typeof handoffParts>;
