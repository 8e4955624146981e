import type { CreditWindow } from '../src/policy/balance-window.ts';
import { DaySums } from './fairness-days.ts';

/** Somebody who could have had a lead. */
export interface Eligible {
  ownerId: string;
  weight: number;
}

interface Account {
  given: number;
  due: number;
  lastLead: number;
}

/**
 * What each person was due against what that person was given, lead by lead. It knows nothing of credits: the share due is
 * added up anew from weights, in floating point, so that it checks the ledger instead of repeating it.
 */
export class Tally {
  readonly #accounts = new Map<string, Account>();
  readonly #given = new DaySums();
  readonly #due = new DaySums();
  #leads = 0;
  #worst = 0;

  /** Most leads that anybody has ever been above or below the share due. */
  get worst(): number {
    return this.#worst;
  }

  /** Counts what was given and due as a window of the balance does; who had the last lead is not forgotten. */
  moveTo(window: CreditWindow): void {
    const [given, due] = [this.#given.partsIn(window), this.#due.partsIn(window)];
    for (const [ownerId, account] of this.#accounts) {
      account.given = (given.get(ownerId) ?? 0) / window.whole;
      account.due = (due.get(ownerId) ?? 0) / window.whole;
      this.#note(account);
    }
  }

  give(ownerId: string, eligible: readonly Eligible[], day = ''): void {
    this.#leads += 1;
    const total = eligible.reduce((sum, { weight }) => sum + weight, 0);
    const winner = this.#accountOf(ownerId);
    winner.given += 1;
    winner.lastLead = this.#leads;
    this.#given.add(day, ownerId, 1);
    for (const person of eligible) {
      const account = this.#accountOf(person.ownerId);
      account.due += person.weight / total;
      this.#due.add(day, person.ownerId, person.weight / total);
      this.#note(account);
    }
  }

  #note({ given, due }: Account): void {
    this.#worst = Math.max(this.#worst, Math.abs(given - due));
  }

  /** Whom the market's rule picks: fewest leads so far by weight, then the longest since the last lead, then the first. */
  fewestByWeight(eligible: readonly Eligible[]): string {
    const ranked = eligible.map(({ ownerId, weight }) => {
      const { given, lastLead } = this.#accountOf(ownerId);
      return { ownerId, load: given / weight, lastLead };
    });
    return ranked.reduce((a, b) => (b.load < a.load || (b.load === a.load && b.lastLead < a.lastLead) ? b : a)).ownerId;
  }

  #accountOf(ownerId: string): Account {
    const account = this.#accounts.get(ownerId) ?? { given: 0, due: 0, lastLead: 0 };
    this.#accounts.set(ownerId, account);
    return account;
  }
}
