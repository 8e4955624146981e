import type { LedgerEntry } from './balance.ts';

/** Credit of a person when a period began; 10^9 = one lead. */
export interface Opening {
  scope: string;
  ownerId: string;
  credit: number;
  /** On which it counts, YYYY-MM-DD; '' where nothing is ever forgotten. */
  day: string;
}

interface Account {
  credit: number;
  /** What of it counts on which day, oldest first; kept only where a window will forget it. */
  days: Map<string, number>;
  worst: number;
}

type Entry = Pick<LedgerEntry, 'scope' | 'ownerId' | 'amount' | 'day'>;

/** What the balance owes everybody from moment to moment, and the furthest that this ever was from 0. */
export class FairnessAccounts {
  readonly #accounts = new Map<string, Account>();
  readonly #startOf: (today: string) => string | null;
  #start: string | null = null;

  /** `opening` as on the day `today`. `startOf`: the first day that counts on a day; null: all do. */
  constructor(opening: readonly Opening[], today: string, startOf: (today: string) => string | null) {
    this.#startOf = startOf;
    this.#start = startOf(today);
    for (const { credit, ...rest } of opening) this.#add({ ...rest, amount: credit });
    for (const account of this.#accounts.values()) account.worst = Math.abs(account.credit);
  }

  /** Forgets what counts no more on this day. Days never go back. */
  moveTo(today: string): void {
    const start = this.#startOf(today);
    if (start === null || this.#start === null || start <= this.#start) return;
    this.#start = start;
    for (const account of this.#accounts.values()) {
      for (const [day, amount] of account.days) {
        if (day >= start) continue;
        account.credit -= amount;
        account.days.delete(day);
      }
      noteWorst(account);
    }
  }

  /** Books entries between which nobody ever saw the ledger. */
  book(entries: readonly Entry[]): void {
    for (const account of new Set(entries.map((entry) => this.#add(entry)))) noteWorst(account);
  }

  /** In units of credit. Of somebody unknown: 0. */
  of(scope: string, ownerId: string): { credit: number; worst: number } {
    return this.#accounts.get(keyOf(scope, ownerId)) ?? { credit: 0, worst: 0 };
  }

  #add({ scope, ownerId, amount, day }: Entry): Account {
    const key = keyOf(scope, ownerId);
    const account = this.#accounts.get(key) ?? { credit: 0, days: new Map<string, number>(), worst: 0 };
    this.#accounts.set(key, account);
    if (this.#start !== null && day < this.#start) return account;
    account.credit += amount;
    if (this.#start !== null) account.days.set(day, (account.days.get(day) ?? 0) + amount);
    return account;
  }
}

function noteWorst(account: Account): void {
  account.worst = Math.max(account.worst, Math.abs(account.credit));
}

function keyOf(scope: string, ownerId: string): string {
  return JSON.stringify([scope, ownerId]);
}
