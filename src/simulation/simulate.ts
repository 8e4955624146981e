import { accountDay } from '../policy/balance-window.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { decide } from '../policy/decide.ts';
import type { CreditState, DecisionInput, OpenHandoff, PersonState } from '../policy/input.ts';
import type { Verdict } from '../policy/verdict.ts';
import { Accounts } from './accounts.ts';
import { Desks } from './desks.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Leads that wait are looked at so long after the last enquiry has come. */
const AFTERWARDS_MS = 7 * DAY_MS;

/** What became of one enquiry in a trial. */
export interface Trial {
  verdict: Verdict;
  /** When it was decided for good; later than the enquiry only for a lead that had to wait. ISO. */
  decidedAt: string;
  /** How long it waited before somebody got it, or, held to the end, before the trial ended. Milliseconds. */
  waitedMs: number;
}

/** Somebody's state by what the tried policy says of people; null: as the enquiry has it. */
export type PeopleAt = (people: readonly PersonState[], at: Date) => readonly PersonState[];

interface Waiting {
  index: number;
  sinceMs: number;
  nextMs: number;
}

interface Remembered {
  ownerId: string;
  openHandoff: OpenHandoff | null;
}

/**
 * Tries a policy on enquiries, one after another as they came: each is decided with the credits, loads and open handoffs
 * that the ones before it have left, and leads that nobody can take wait and are looked at again. Nothing is stored or
 * written. `enquiries` oldest first; of their inputs, people's absence and hours count as they were, loads and credits are
 * the trial's own. Answers in the order of the enquiries. Yields after each, so that who asks can show progress or stop.
 */
export function* simulate(options: {
  policy: CompiledPolicy;
  enquiries: readonly DecisionInput[];
  opening: readonly CreditState[];
  peopleAt?: PeopleAt;
}): Generator<number, Trial[]> {
  const { enquiries } = options;
  const run = new Run(options);
  for (const [index, input] of enquiries.entries()) {
    const atMs = Date.parse(input.now);
    run.lookAgain(atMs);
    run.decide(index, atMs);
    yield index + 1;
  }
  const endMs = Date.parse(enquiries.at(-1)?.now ?? new Date(0).toISOString()) + AFTERWARDS_MS;
  run.lookAgain(endMs);
  return run.ends(endMs);
}

class Run {
  readonly #policy: CompiledPolicy;
  readonly #enquiries: readonly DecisionInput[];
  readonly #peopleAt: PeopleAt;
  readonly #accounts: Accounts;
  readonly #desks = new Desks();
  readonly #contacts = new Map<string, Remembered>();
  readonly #trials: Trial[] = [];
  #waiting: Waiting[] = [];

  constructor({
    policy,
    enquiries,
    opening,
    peopleAt = (people) => people,
  }: {
    policy: CompiledPolicy;
    enquiries: readonly DecisionInput[];
    opening: readonly CreditState[];
    peopleAt?: PeopleAt;
  }) {
    this.#policy = policy;
    this.#enquiries = enquiries;
    this.#peopleAt = peopleAt;
    const [first] = enquiries;
    const today = first === undefined ? '' : this.#dayOf(first, Date.parse(first.now));
    this.#accounts = new Accounts(policy.document.balance.window, opening, today);
  }

  /** Whoever waits and is due by then, in the order in which they are. */
  lookAgain(untilMs: number): void {
    for (;;) {
      const due = this.#waiting.filter(({ nextMs }) => nextMs <= untilMs);
      if (due.length === 0) return;
      this.#waiting = this.#waiting.filter(({ nextMs }) => nextMs > untilMs);
      due.sort((a, b) => a.nextMs - b.nextMs || a.sinceMs - b.sinceMs);
      for (const { index, sinceMs, nextMs } of due) this.decide(index, nextMs, sinceMs);
    }
  }

  decide(index: number, atMs: number, sinceMs = atMs): void {
    const given = this.#enquiries[index];
    if (given === undefined) return;
    const input = this.#inputAt(given, atMs);
    const verdict = decide(this.#policy, input);
    this.#trials[index] = { verdict, decidedAt: input.now, waitedMs: atMs - sinceMs };
    if (verdict.outcome === 'held') this.#wait({ index, atMs, sinceMs, until: verdict.hold?.until ?? null });
    if (verdict.outcome === 'routed' && verdict.ownerId !== null) this.#give(input, verdict, verdict.ownerId, atMs);
  }

  ends(endMs: number): Trial[] {
    for (const { index, sinceMs } of this.#waiting) {
      const trial = this.#trials[index];
      if (trial !== undefined) this.#trials[index] = { ...trial, waitedMs: endMs - sinceMs };
    }
    return this.#trials;
  }

  #inputAt(given: DecisionInput, atMs: number): DecisionInput {
    const now = new Date(atMs);
    const remembered = this.#contacts.get(given.contact.contactId);
    const { ms } = this.#policy.document.waitForFacts;
    return {
      ...given,
      now: now.toISOString(),
      // What HubSpot fills in late was known by the time when the enquiry was stored.
      enquiry: { ...given.enquiry, ageMs: Math.max(given.enquiry.ageMs, ms) },
      contact: { ...given.contact, ownerId: remembered?.ownerId ?? given.contact.ownerId },
      duplicateOf: this.#twinOf(given),
      openHandoff: openAt(remembered?.openHandoff ?? given.openHandoff, atMs),
      previousOwnerId: remembered?.ownerId ?? given.previousOwnerId,
      people: this.#peopleAt(given.people, now).map((person) => this.#desks.busy(person, atMs)),
      credits: this.#accounts.on(this.#dayOf(given, atMs)),
    };
  }

  /** Whoever got the twin in this trial owns it. */
  #twinOf({ duplicateOf }: DecisionInput): DecisionInput['duplicateOf'] {
    if (duplicateOf === null) return null;
    return { ...duplicateOf, ownerId: this.#contacts.get(duplicateOf.contactId)?.ownerId ?? duplicateOf.ownerId };
  }

  /** Ever more seldom, where nobody knows until when: the first minute, then a quarter of what it has waited. */
  #wait({ index, atMs, sinceMs, until }: { index: number; atMs: number; sinceMs: number; until: string | null }): void {
    const later = atMs + Math.max(MINUTE_MS, (atMs - sinceMs) / 4);
    const nextMs = until === null ? later : Math.max(Date.parse(until), atMs + MINUTE_MS);
    this.#waiting.push({ index, sinceMs, nextMs });
  }

  #give(input: DecisionInput, verdict: Verdict, ownerId: string, atMs: number): void {
    const today = this.#dayOf(input, atMs);
    if (verdict.step !== null) this.#accounts.book(verdict.step, today);
    if (verdict.ownerReason === 'open_handoff') return;
    if (verdict.step !== null) this.#accounts.received(verdict.step.scope, ownerId, input.now);
    const dueAt = verdict.sla?.dueAt ?? null;
    this.#desks.received(ownerId, atMs, dueAt);
    const { contactId } = input.contact;
    const { enquiryId } = input.enquiry;
    const handoff = { handoffId: enquiryId, decisionId: enquiryId, enquiryId, ownerId, dueAt };
    this.#contacts.set(contactId, { ownerId, openHandoff: { ...handoff, status: 'offered', openedAt: input.now } });
  }

  #dayOf({ portalTimeZone }: DecisionInput, atMs: number): string {
    return accountDay(this.#policy.days, portalTimeZone, new Date(atMs));
  }
}

/** A handoff that is due by then is taken to be closed. */
function openAt(handoff: OpenHandoff | null, atMs: number): OpenHandoff | null {
  if (handoff === null) return null;
  const closesMs = handoff.dueAt === null ? Date.parse(handoff.openedAt) + DAY_MS : Date.parse(handoff.dueAt);
  return closesMs > atMs ? handoff : null;
}
