import type { CardView, HandoffDetails, ShownHandoff } from '@baton/contract';

const MINUTE = 60_000;

type Kind<K extends CardView['kind']> = Extract<CardView, { kind: K }>;

/** ISO time, so many minutes from now. */
export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * MINUTE).toISOString();
}

export const MAY_NOTHING = { accept: false, done: false, wrongOwner: false, route: false };

export const DETAILS: HandoffDetails = {
  trigger: { label: 'pricing_request', detail: 'Asked what 50 seats cost.' },
  buyerContext: {
    sentences: [
      { text: 'Wants to replace the current tool before July.', evidence: [{ kind: 'quote', value: 'before July' }] },
      {
        text: 'Asked: “Can you call me?”',
        evidence: [
          { kind: 'quote', value: 'Can you call me?' },
          { kind: 'field', value: 'jobtitle' },
          { kind: 'field', value: 'numberofemployees' },
        ],
      },
    ],
    company: 'Northwind GmbH',
    role: 'Head of Sales',
    size: '120 people',
    reach: 'mail, phone',
  },
  qualification: {
    state: 'qualified',
    score: 82,
    intent: 'pricing',
    urgency: 'high',
    stage: 'decision',
    reasons: ['Names a date', 'Names a number of seats'],
  },
  nextStep: { action: 'send_pricing', sentence: 'Send Maria the prices for 50 seats today.' },
  risks: { flags: ['pricing_negotiation', 'angry_sentiment'], summary: 'Asks for a discount.' },
  source: 'Web form, pricing page',
};

/** An offered handoff of the viewer's, with two of four hours left. */
export function handoffCard(
  handoff: Partial<ShownHandoff> = {},
  card: Partial<Omit<Kind<'handoff'>, 'kind' | 'handoff'>> = {},
): Kind<'handoff'> {
  return {
    kind: 'handoff',
    ...common(),
    may: { accept: true, done: false, wrongOwner: true, route: false },
    history: [{ at: inMinutes(-5), what: 'offered', who: null, owner: 'Anna Keller', label: null }],
    more: [],
    ...card,
    handoff: {
      handoffId: '6a52e7d8-8a1a-4c2f-9c66-1f0c9b2f6d10',
      revision: 3,
      status: 'offered',
      outcome: null,
      closedAt: null,
      owner: { name: 'Anna Keller', isViewer: true, presence: 'here' },
      pool: 'Mid-market DACH',
      sla: {
        state: 'running',
        startedAt: inMinutes(-120),
        dueAt: inMinutes(120),
        totalMs: 240 * MINUTE,
        leftMs: 120 * MINUTE + 30_000,
        running: true,
        changesAt: null,
      },
      enquiries: 1,
      details: DETAILS,
      hidden: null,
      why: {
        headline: 'Anna speaks German and has the fewest open leads.',
        sentences: ['The lead is in Germany.'],
        others: ['Ben is on leave.', 'Carla is at her limit.'],
        policyVersion: 7,
      },
      wrongOwner: null,
      ...handoff,
    },
  };
}

/** Held, for want of anybody free. */
export function decisionCard(decision: Partial<Omit<Kind<'decision'>, 'kind'>> = {}): Kind<'decision'> {
  return {
    kind: 'decision',
    ...common(),
    outcome: 'held',
    observed: false,
    decidedAt: inMinutes(-1),
    owner: null,
    pool: 'Mid-market DACH',
    hold: { reason: 'nobody_free', until: null },
    why: { headline: 'Everybody is at their limit.', sentences: [], others: [], policyVersion: 7 },
    ...decision,
  };
}

/** Not decided yet. */
export function waitingCard(waiting: Partial<Omit<Kind<'waiting'>, 'kind'>> = {}): Kind<'waiting'> {
  return { kind: 'waiting', ...common(), since: inMinutes(-1), trouble: null, ...waiting };
}

/** The kinds that say nothing but what they are. */
export function plainCard(
  card: { kind: 'none' | 'suspended' } | { kind: 'gone'; gone: Kind<'gone'>['gone'] },
): CardView {
  return { ...common(), ...card };
}

function common() {
  return { asOf: new Date().toISOString(), mode: 'live' as const, may: MAY_NOTHING, history: [], lookAgainMs: null };
}
