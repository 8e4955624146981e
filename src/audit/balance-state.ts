import { creditOf, partsOf, UNBOUNDED, type CreditWindow } from '../policy/balance-window.ts';
import type { CreditState } from '../policy/input.ts';
import type { LedgerRow } from '../store/tables/balances.ts';
import type { Workload } from './snapshot.ts';

/**
 * Credits and workloads as they stand while a batch is decided one lead after another, so that each decision sees the
 * ones before it exactly as if each had been a transaction of its own. `credits` are given in parts of the window's whole
 * (see loadCredits), and handed out in whole units. Entries move them as much as their day counts, perhaps not at all. What may
 * be made up for is bounded anyway, and no window forgets it.
 */
export class BalanceState {
  readonly #credits = new Map<string, CreditState>();
  readonly #workloads = new Map<string, Workload>();
  readonly #entries: LedgerRow[] = [];
  readonly #owners = new Map<string, string>();
  readonly #leads: { scope: string; ownerId: string }[] = [];

  readonly #window: CreditWindow;

  constructor(
    credits: readonly CreditState[],
    workloads: ReadonlyMap<string, Workload>,
    window: CreditWindow = UNBOUNDED,
  ) {
    this.#window = window;
    for (const credit of credits) this.#credits.set(keyOf(credit.scope, credit.ownerId), credit);
    for (const [ownerId, workload] of workloads) this.#workloads.set(ownerId, workload);
  }

  get workloads(): ReadonlyMap<string, Workload> {
    return this.#workloads;
  }

  /** Everything to append at the end of the transaction. */
  get changes(): { entries: readonly LedgerRow[]; leads: readonly { scope: string; ownerId: string }[] } {
    return { entries: this.#entries, leads: this.#leads };
  }

  /** The credits as they would be after `voids`, in a stable order. Changes nothing. */
  creditsAfter(voids: readonly LedgerRow[]): CreditState[] {
    const credits = new Map(this.#credits);
    this.#addCounting(credits, voids);
    const rounded = [...credits.values()].map((one) => ({ ...one, credit: creditOf(this.#window, one.credit) }));
    return rounded.sort((a, b) => compare(a.scope, b.scope) || compare(a.ownerId, b.ownerId));
  }

  /** Who got this contact earlier in the batch; undefined: nobody. */
  ownerOf(contactId: string): string | undefined {
    return this.#owners.get(contactId);
  }

  append(entries: readonly LedgerRow[]): void {
    this.#addCounting(this.#credits, entries);
    this.#entries.push(...entries);
  }

  #addCounting(credits: Map<string, CreditState>, entries: readonly LedgerRow[]): void {
    for (const entry of entries) {
      const parts = partsOf(this.#window, entry.day);
      if (parts !== 0 || entry.account === 'make_up') add(credits, entry, parts);
    }
  }

  /** A lead went to this person. `scope` null: no pool chose, so the balance does not remember it, the workload does. */
  received({
    ownerId,
    scope,
    contactId,
    at,
  }: {
    ownerId: string;
    scope: string | null;
    contactId: string;
    at: Date;
  }): void {
    this.#owners.set(contactId, ownerId);
    if (scope !== null) {
      this.#leads.push({ scope, ownerId });
      const key = keyOf(scope, ownerId);
      const credit = this.#credits.get(key) ?? { scope, ownerId, credit: 0, lastLeadAt: null };
      this.#credits.set(key, { ...credit, lastLeadAt: at.toISOString() });
    }
    const load = this.#workloads.get(ownerId) ?? { openHandoffs: 0, assigned: { hour: 0, day: 0, week: 0 } };
    const { hour, day, week } = load.assigned;
    this.#workloads.set(ownerId, {
      openHandoffs: load.openHandoffs + 1,
      assigned: { hour: hour + 1, day: day + 1, week: week + 1 },
    });
  }
}

function keyOf(scope: string, ownerId: string): string {
  return `${scope}\n${ownerId}`;
}

function add(credits: Map<string, CreditState>, { scope, ownerId, amount, account }: LedgerRow, parts: number): void {
  const key = keyOf(scope, ownerId);
  const credit = credits.get(key) ?? { scope, ownerId, credit: 0, lastLeadAt: null };
  credits.set(
    key,
    account === 'make_up'
      ? { ...credit, makeUp: (credit.makeUp ?? 0) + amount }
      : { ...credit, credit: credit.credit + amount * parts },
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
