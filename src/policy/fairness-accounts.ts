import type { LedgerEntry } from './balance.ts';
import type { BalanceWindow } from './balance-schema.ts';
import { creditOf, partsOf, windowOn, type CreditWindow } from './balance-window.ts';

/** Credit of a person when a period began; 10^9 = one lead. */
export interface Opening {
  scope: string;
  ownerId: string;
  credit: number;
  /** On which it counts, YYYY-MM-DD; '' where nothing is ever forgotten. */
  day: string;
}

interface Account {
  /** In parts of the window's whole. */
  parts: number;
  /** Amounts by the day on which they count; kept only where a window forgets or fades them. */
  days: Map<string, number>;
  worst: number;
}

type Entry = Pick<LedgerEntry, 'scope' | 'ownerId' | 'amount' | 'day'>;

/** What the balance owes everybody from moment to moment, and the furthest that this ever was from 0. */
export class FairnessAccounts {
  readonly #accounts = new Map<string, Account>();
  readonly #window: BalanceWindow | undefined;
  #now: CreditWindow;

  /** `opening` as on the day `today`. */
  constructor(opening: readonly Opening[], today: string, window: BalanceWindow | undefined) {
    this.#window = window;
    this.#now = windowOn(window, today);
    for (const { credit, ...rest } of opening) this.#add({ ...rest, amount: credit });
    for (const account of this.#accounts.values()) this.#note(account);
  }

  /** Forgets and fades what counts less on this day. Days never go back. */
  moveTo(today: string): void {
    if (this.#now.firstDay === null || today <= this.#now.today) return;
    this.#now = windowOn(this.#window, today);
    for (const account of this.#accounts.values()) {
      account.parts = 0;
      for (const [day, amount] of account.days) {
        const parts = partsOf(this.#now, day);
        if (parts === 0) account.days.delete(day);
        account.parts += amount * parts;
      }
      this.#note(account);
    }
  }

  /** Books entries between which nobody ever saw the ledger. */
  book(entries: readonly Entry[]): void {
    for (const account of new Set(entries.map((entry) => this.#add(entry)))) this.#note(account);
  }

  /** In units of credit. Of somebody unknown: 0. */
  of(scope: string, ownerId: string): { credit: number; worst: number } {
    const account = this.#accounts.get(keyOf(scope, ownerId));
    return { credit: creditOf(this.#now, account?.parts ?? 0), worst: account?.worst ?? 0 };
  }

  #add({ scope, ownerId, amount, day }: Entry): Account {
    const key = keyOf(scope, ownerId);
    const account = this.#accounts.get(key) ?? { parts: 0, days: new Map<string, number>(), worst: 0 };
    this.#accounts.set(key, account);
    const parts = partsOf(this.#now, day);
    account.parts += amount * parts;
    if (this.#now.firstDay !== null && parts > 0) account.days.set(day, (account.days.get(day) ?? 0) + amount);
    return account;
  }

  #note(account: Account): void {
    account.worst = Math.max(account.worst, Math.abs(creditOf(this.#now, account.parts)));
  }
}

function keyOf(scope: string, ownerId: string): string {
  return JSON.stringify([scope, ownerId]);
}
