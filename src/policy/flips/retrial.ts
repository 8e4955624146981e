import type { CompiledPolicy } from '../compile.ts';
import { decide } from '../decide.ts';
import type { DecisionInput } from '../input.ts';
import type { Verdict } from '../verdict.ts';

/** A lead and what it is decided by. */
export interface Case {
  policy: CompiledPolicy;
  input: DecisionInput;
}

/** So often a lead is decided again, and with many candidates: explaining must not hold up those who wait to be decided. */
const MOST_TRIES = 24;
const MANY_CANDIDATES = 100;
const FEWER_TRIES = 12;

/** Decides one lead again and again, each time with something changed, as often as its explanation is worth. */
export class Retrial {
  /** As it was decided. What was not known then does not become known. */
  readonly given: Case;
  readonly verdict: Verdict;
  #triesLeft: number;

  constructor({ policy, input }: Case, verdict: Verdict) {
    const ageMs = Math.max(input.enquiry.ageMs, policy.document.waitForFacts.ms);
    this.given = { policy, input: { ...input, enquiry: { ...input.enquiry, ageMs } } };
    this.verdict = verdict;
    this.#triesLeft = verdict.candidates.length > MANY_CANDIDATES ? FEWER_TRIES : MOST_TRIES;
  }

  get isExhausted(): boolean {
    return this.#triesLeft === 0;
  }

  /** null: it was tried often enough. */
  again({ policy, input }: Case): Verdict | null {
    if (this.isExhausted) return null;
    this.#triesLeft -= 1;
    return decide(policy, input);
  }
}
