import { creditOf, partsOf, windowOn, type CreditWindow } from '../policy/balance-window.ts';
import type { BalanceWindow } from '../policy/balance-schema.ts';
import type { CreditState } from '../policy/input.ts';
import type { BalanceStep } from '../policy/verdict.ts';

interface Account {
  scope: string;
  ownerId: string;
  /** Amounts by the day on which they count; under '' where nothing is ever forgotten. */
  days: Map<string, number>;
  lastLeadAt: string | null;
  makeUp: number;
}

/** Who is owed what while a policy is tried out: as the ledger would have it, kept in memory only. */
export class Accounts {
  readonly #accounts = new Map<string, Account>();
  readonly #window: BalanceWindow | undefined;

  /** `opening`: as it stands when the trial begins, on the account's day `today`. */
  constructor(window: BalanceWindow | undefined, opening: readonly CreditState[], today: string) {
    this.#window = window;
    for (const { scope, ownerId, credit, lastLeadAt, makeUp = 0 } of opening) {
      const account = this.#of(scope, ownerId);
      account.days.set(this.#dayIn(today), credit);
      account.lastLeadAt = lastLeadAt;
      account.makeUp = makeUp;
    }
  }

  book({ scope, entries, makeUp = [] }: BalanceStep, today: string): void {
    const day = this.#dayIn(today);
    for (const { ownerId, amount } of entries) {
      const { days } = this.#of(scope, ownerId);
      days.set(day, (days.get(day) ?? 0) + amount);
    }
    for (const { ownerId, amount } of makeUp) this.#of(scope, ownerId).makeUp += amount;
  }

  received(scope: string, ownerId: string, at: string): void {
    this.#of(scope, ownerId).lastLeadAt = at;
  }

  /** As a decision of that day is given them, in a stable order. */
  on(today: string): CreditState[] {
    const window = windowOn(this.#window, today);
    return [...this.#accounts.values()]
      .map(({ scope, ownerId, days, lastLeadAt, makeUp }) => ({
        scope,
        ownerId,
        credit: creditIn(window, days),
        lastLeadAt,
        ...(makeUp === 0 ? {} : { makeUp }),
      }))
      .sort((a, b) => compare(a.scope, b.scope) || compare(a.ownerId, b.ownerId));
  }

  #dayIn(today: string): string {
    return this.#window === undefined || this.#window === 'never' ? '' : today;
  }

  #of(scope: string, ownerId: string): Account {
    const key = `${scope}\n${ownerId}`;
    const account = this.#accounts.get(key) ?? { scope, ownerId, days: new Map(), lastLeadAt: null, makeUp: 0 };
    this.#accounts.set(key, account);
    return account;
  }
}

function creditIn(window: CreditWindow, days: ReadonlyMap<string, number>): number {
  let parts = 0;
  for (const [day, amount] of days) parts += amount * partsOf(window, day);
  return creditOf(window, parts);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
