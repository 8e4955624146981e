import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAD, stepBalance, transferEntries, voidEntries, type LedgerEntry, type Standing } from './balance.ts';
import type { BalanceWindow } from './balance-schema.ts';
import { creditOf, partsOf, windowOn } from './balance-window.ts';
import { FairnessBook, type FairnessReport } from './fairness.ts';
import { closeAccounts } from './leavers.ts';
import { momentsOf, type DecidedEntry } from './ledger-moments.ts';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.UTC(2026, 0, 5);
const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);

/** A ledger on which leads are given, moved and undone; each such action is a moment of its own. */
class Ledger {
  readonly entries: DecidedEntry[] = [];
  readonly #window: BalanceWindow;
  #time = FIRST_MS;

  constructor(window: BalanceWindow = 'never') {
    this.#window = window;
  }

  wait(days: number): void {
    this.#time += days * DAY_MS;
  }

  /** What somebody is owed now by the entries that count. */
  creditOf(ownerId: string): number {
    const now = windowOn(this.#window, dayOf(this.#time));
    const own = this.entries.filter((entry) => entry.ownerId === ownerId);
    return creditOf(
      now,
      own.reduce((sum, { amount, day }) => sum + amount * partsOf(now, day), 0),
    );
  }

  /** Closes the accounts of all but these. */
  keepOnly(ownerIds: readonly string[]): void {
    const credits = ['a', 'b', 'c', 'd'].map((ownerId) => ({ ownerId, credit: this.creditOf(ownerId) }));
    const day = dayOf(this.#time);
    const closed = closeAccounts(credits, new Set(ownerIds)).map((share): LedgerEntry => ({
      kind: 'close',
      scope: '',
      day,
      ...share,
    }));
    this.#book('closing', closed, { winnerId: null, pool: '', replaces: false });
  }

  give(enquiryId: string, weights: Readonly<Record<string, number>>, more: { replaces?: boolean; pool?: string } = {}) {
    const eligible = Object.entries(weights).map(([ownerId, weight]) => ({ ownerId, weight }));
    const credits = new Map(
      Object.keys(weights).map((id): [string, Standing] => [id, { credit: this.creditOf(id), lastLeadAt: null }]),
    );
    const { ownerId: winnerId, entries } = stepBalance({ eligible, credits });
    const booked = entries.map((entry): LedgerEntry => ({
      kind: 'step',
      scope: '',
      day: dayOf(this.#time + 1),
      ...entry,
    }));
    this.#book(enquiryId, booked, { winnerId, pool: more.pool ?? 'sales', replaces: more.replaces ?? false });
    return winnerId;
  }

  move(enquiryId: string, fromOwnerId: string, toOwnerId: string, poolOwnerIds: readonly string[]): void {
    const moved = transferEntries({ entries: this.of(enquiryId), fromOwnerId, toOwnerId, poolOwnerIds });
    this.#book(enquiryId, moved, this.#decisionOf(enquiryId));
  }

  undo(enquiryId: string): void {
    this.#book(enquiryId, voidEntries(this.of(enquiryId)), this.#decisionOf(enquiryId));
  }

  of(enquiryId: string): DecidedEntry[] {
    return this.entries.filter((entry) => entry.enquiryId === enquiryId);
  }

  /** From this entry on, or from the beginning of its moment: a period never begins within one. */
  report(entry = 0): FairnessReport {
    const at = this.entries[entry]?.atMs;
    const from = at === undefined ? this.entries.length : this.entries.findIndex(({ atMs }) => atMs === at);
    const opening = this.entries
      .slice(0, from)
      .map(({ scope, ownerId, amount, day }) => ({ scope, ownerId, day, credit: amount }));
    const fromMs = this.entries[from]?.atMs ?? this.#time;
    const book = new FairnessBook({ opening, fromMs, window: this.#window, dayOf });
    for (const moment of momentsOf(this.entries.slice(from))) book.add(moment, (enquiryId) => this.of(enquiryId));
    return book.report(this.#time);
  }

  #decisionOf(enquiryId: string) {
    const { winnerId = null, pool = 'sales', replaces = false } = this.of(enquiryId).at(-1) ?? {};
    return { winnerId, pool, replaces };
  }

  #book(
    enquiryId: string,
    entries: readonly LedgerEntry[],
    decision: Pick<DecidedEntry, 'winnerId' | 'pool' | 'replaces'>,
  ): void {
    this.#time += 1;
    for (const { kind, scope, ownerId, amount, day } of entries) {
      const entryId = this.entries.length + 1;
      this.entries.push({ kind, scope, ownerId, amount, day, entryId, atMs: this.#time, enquiryId, ...decision });
    }
  }
}

const both = { anna: 3, ben: 1 };
const sharesOf = ({ shares }: FairnessReport) =>
  Object.fromEntries(
    shares.map(({ ownerId, given, due, deviation, worstDeviation }) => [
      ownerId,
      [given, due, deviation, worstDeviation],
    ]),
  );

const known = ({ shares }: FairnessReport) => shares.map(({ ownerId, given, due }) => [ownerId, given, due]);

describe('FairnessBook', () => {
  it('counts leads given, the share due and the furthest from it', () => {
    const ledger = new Ledger();
    expect(['1', '2', '3'].map((id) => ledger.give(id, both))).toEqual(['anna', 'anna', 'ben']);
    expect(sharesOf(ledger.report())).toEqual({ anna: [2, 2.25, -0.25, 0.5], ben: [1, 0.75, 0.25, 0.5] });
  });

  it('takes a void back from both sides, and moves a lead without a share', () => {
    const ledger = new Ledger();
    ledger.give('1', both);
    ledger.give('2', both);
    ledger.move('2', 'anna', 'ben', ['anna', 'ben']);
    expect(sharesOf(ledger.report())).toEqual({ anna: [1, 1.5, -0.5, 0.5], ben: [1, 0.5, 0.5, 0.5] });
    ledger.undo('2');
    expect(sharesOf(ledger.report())).toEqual({ anna: [1, 0.75, 0.25, 0.5], ben: [0, 0.25, -0.25, 0.5] });
    expect(ledger.report().byPool).toMatchObject([
      { pool: 'sales', ownerId: 'anna', given: 1 },
      { pool: 'sales', ownerId: 'ben', given: 0 },
    ]);
  });

  it('counts a better answer in place of the first, even where undoing the first left no entry', () => {
    const ledger = new Ledger();
    ledger.give('1', { cleo: 1 }, { pool: 'france' });
    ledger.undo('1');
    ledger.give('1', { anna: 1, ben: 1 }, { replaces: true });
    const { byPool } = ledger.report();
    expect(byPool).toMatchObject([
      { pool: 'france', ownerId: 'cleo', given: 0, due: 0 },
      { pool: 'sales', ownerId: 'anna', given: 1, due: 0.5 },
      { pool: 'sales', ownerId: 'ben', given: 0, due: 0.5 },
    ]);
  });

  it('books what is taken back in the period in which that happens', () => {
    const ledger = new Ledger();
    ledger.give('1', both);
    ledger.undo('1');
    expect(sharesOf(ledger.report(2))).toEqual({ anna: [-1, -0.75, -0.25, 0.25], ben: [0, -0.25, 0.25, 0.25] });
    expect(ledger.report(2).shares.map((share) => share.standing)).toEqual([0, 0]);
  });

  const action = fc.record({
    kind: fc.constantFrom('give', 'give', 'give', 'move', 'undo', 'again', 'leave'),
    enquiry: fc.nat(5),
    people: fc.integer({ min: 1, max: 15 }),
    to: fc.nat(4),
    wait: fc.constantFrom(0, 0, 0, 1, 9),
  });
  type Action = typeof action extends fc.Arbitrary<infer A> ? A : never;
  const ids = ['a', 'b', 'c', 'd'];
  const run = (window: BalanceWindow, actions: readonly Action[]) => {
    const ledger = new Ledger(window);
    actions.forEach(({ kind, enquiry, people, to, wait }, index) => {
      ledger.wait(wait);
      const weights = Object.fromEntries(ids.flatMap((id, bit) => (people & (1 << bit) ? [[id, bit + 1]] : [])));
      const id = `${enquiry}`;
      if (kind === 'give') ledger.give(`new ${index}`, weights);
      if (kind === 'move') ids.forEach((from) => ledger.move(id, from, ids[to] ?? 'outside', ids));
      if (kind === 'undo' || kind === 'again') ledger.undo(id);
      if (kind === 'again') ledger.give(id, weights, { replaces: true });
      if (kind === 'leave') ledger.keepOnly(Object.keys(weights));
    });
    return ledger;
  };
  const windows = fc.constantFrom<BalanceWindow>('never', 'day', 'week', 'month', { rollingDays: 10 });

  it('always ends where the ledger stands, whatever its window and wherever the period begins', () => {
    fc.assert(
      fc.property(windows, fc.array(action, { maxLength: 40 }), fc.nat(60), (window, actions, cut) => {
        const ledger = run(window, actions);
        for (const { ownerId, standing, worstDeviation, deviation, given, due } of ledger.report(cut).shares) {
          expect(standing).toBeCloseTo(-ledger.creditOf(ownerId) / LEAD, 9);
          expect(worstDeviation).toBeGreaterThanOrEqual(Math.abs(standing));
          expect(deviation).toBeCloseTo(given - due, 6);
        }
      }),
    );
  });

  it('counts leads given and due alike, whatever the window and whoever leaves', () => {
    fc.assert(
      fc.property(windows, fc.array(action, { maxLength: 40 }), (window, actions) => {
        const { entries } = run(window, actions);
        const [windowed, plain] = [new Ledger(window), new Ledger()];
        for (const ledger of [windowed, plain]) ledger.entries.push(...entries);
        expect(known(windowed.report())).toEqual(known(plain.report()));
      }),
    );
  });

  it('begins anew with the window', () => {
    const ledger = new Ledger('week');
    ledger.give('1', both);
    ledger.wait(6);
    ledger.give('2', both);
    expect(ledger.report().shares).toMatchObject([
      { ownerId: 'anna', given: 2, due: 1.5, standing: 0.5, worstDeviation: 0.5 },
      { ownerId: 'ben', given: 0, due: 0.5, standing: -0.5, worstDeviation: 0.5 },
    ]);
    ledger.wait(1);
    expect(ledger.report().shares.map(({ standing }) => standing)).toEqual([0, 0]);
    ledger.give('3', both);
    expect(ledger.report().shares).toMatchObject([
      { ownerId: 'anna', given: 3, due: 2.25, standing: 0.25, worstDeviation: 0.5 },
      { ownerId: 'ben', given: 0, due: 0.75, standing: -0.25, worstDeviation: 0.5 },
    ]);
  });
});
