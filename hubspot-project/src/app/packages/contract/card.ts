// Generated from src/cards/contract/card.ts; do not edit.
import * as z from 'zod/mini';
import { portalMode, refusal, time } from './shared.ts';

/** What a claim rests on: the lead's own words, or a named field. */
const evidence = z.object({ kind: z.enum(['quote', 'field']), value: z.string() });

/** The six parts less the owner, which stands beside them. */
const handoffDetails = z.object({
  trigger: z.object({ label: z.string(), detail: z.string() }),
  buyerContext: z.object({
    sentences: z.array(z.object({ text: z.string(), evidence: z.array(evidence) })),
    company: z.string(),
    role: z.string(),
    size: z.string(),
    reach: z.string(),
  }),
  qualification: z.object({
    state: z.string(),
    score: z.number(),
    intent: z.string(),
    urgency: z.string(),
    stage: z.string(),
    reasons: z.array(z.string()),
  }),
  nextStep: z.object({ action: z.string(), sentence: z.string() }),
  /** Where a meeting with the owner is booked: the text of a link and its https address; absent: nowhere. */
  meeting: z.optional(z.object({ text: z.string(), url: z.string() })),
  risks: z.object({ flags: z.array(z.string()), summary: z.string() }),
  source: z.string(),
});
export type HandoffDetails = z.infer<typeof handoffDetails>;

const sla = z.object({
  state: z.string(),
  startedAt: time,
  dueAt: z.nullable(time),
  /** Working time from start to due, and what is left of it as of `asOf`; negative: late by so much. null: no clock. */
  totalMs: z.nullable(z.number()),
  leftMs: z.nullable(z.number()),
  /** Does the clock run right now (the owner is at work), and when does that change? null: it does not. */
  running: z.boolean(),
  changesAt: z.nullable(time),
});
export type ShownSla = z.infer<typeof sla>;

/** Why this owner, and why not the others. */
const why = z.object({
  headline: z.string(),
  sentences: z.array(z.string()),
  others: z.array(z.string()),
  policyVersion: z.number(),
});
export type ShownWhy = z.infer<typeof why>;

const historyEntry = z.object({
  at: time,
  /** offered, enquiry_added, moved, accepted, wrong_owner, closed, held, nurtured, skipped. */
  what: z.string(),
  /** Who did it: a person's name, or null for Baton itself. */
  who: z.nullable(z.string()),
  /** An owner's name. */
  owner: z.nullable(z.string()),
  /** A label: a reason or an outcome; null for who may not see it. */
  label: z.nullable(z.string()),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

const may = z.object({
  accept: z.boolean(),
  done: z.boolean(),
  wrongOwner: z.boolean(),
  route: z.boolean(),
});

/** A handoff, open or closed. `details`, `why` and `wrongOwner` are null for who may not see them (`hidden` says why). */
const shownHandoff = z.object({
  handoffId: z.string(),
  revision: z.number(),
  status: z.enum(['offered', 'accepted', 'acted', 'closed']),
  outcome: z.nullable(z.string()),
  closedAt: z.nullable(time),
  owner: z.object({
    name: z.string(),
    isViewer: z.boolean(),
    /** Away, on leave or no longer active in HubSpot. */
    presence: z.enum(['here', 'away', 'off_duty', 'inactive']),
  }),
  pool: z.nullable(z.string()),
  sla,
  enquiries: z.number(),
  details: z.nullable(handoffDetails),
  /** Why there are no details: not_allowed, or unreadable (erased, or a fault that is in the log). */
  hidden: z.nullable(z.string()),
  why: z.nullable(why),
  /** Somebody said that the owner is the wrong one. */
  wrongOwner: z.nullable(z.object({ reason: z.string(), who: z.nullable(z.string()), at: time })),
});
export type ShownHandoff = z.infer<typeof shownHandoff>;

const common = {
  /** When this was read. */
  asOf: time,
  mode: portalMode,
  may,
  history: z.array(historyEntry),
  /** Ask again after so long, because something is about to change; null: no need to. */
  lookAgainMs: z.nullable(z.number()),
};

export const cardView = z.discriminatedUnion('kind', [
  /** Nothing is known of this contact, or nobody asked anything yet. */
  z.object({ kind: z.literal('none'), ...common }),
  /** It waits to be looked at; `trouble`: it was put aside after too many tries. */
  z.object({ kind: z.literal('waiting'), ...common, since: time, trouble: z.nullable(z.string()) }),
  /** Decided, with no handoff: held, nurtured, skipped, or `routed` while Baton only observes. */
  z.object({
    kind: z.literal('decision'),
    ...common,
    outcome: z.enum(['routed', 'held', 'nurtured', 'skipped']),
    /** Only observed: nothing of it was written to HubSpot. */
    observed: z.boolean(),
    decidedAt: time,
    /** Who gets it or would have got it. */
    owner: z.nullable(z.string()),
    pool: z.nullable(z.string()),
    hold: z.nullable(z.object({ reason: z.string(), until: z.nullable(time) })),
    /** null: not for this viewer. */
    why: z.nullable(why),
  }),
  z.object({
    kind: z.literal('handoff'),
    ...common,
    handoff: shownHandoff,
    /** What else this viewer may do: sent back as `choice`. */
    more: z.array(z.object({ value: z.string(), label: z.string() })),
  }),
  /** HubSpot no longer has the contact, or its data was erased. */
  z.object({ kind: z.literal('gone'), ...common, gone: z.enum(['deleted', 'merged', 'privacy']) }),
  /** HubSpot has withdrawn the app's access to this account. */
  z.object({ kind: z.literal('suspended'), ...common }),
]);
export type CardView = z.infer<typeof cardView>;

/** GET /cards/handoff?objectId= */
export const cardAnswer = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), card: cardView }), refusal]);
export type CardAnswer = z.infer<typeof cardAnswer>;

/** With a refusal comes what is true now, so that a stale page rights itself; null or absent: there is nothing to show. */
export const actionAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), card: cardView }),
  z.object({ ...refusal.shape, card: z.optional(z.nullable(cardView)) }),
]);
export type ActionAnswer = z.infer<typeof actionAnswer>;
