import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAD, stepBalance, transferEntries, voidEntries, type LedgerEntry, type Standing } from './balance.ts';
import { fairnessOf, type FairnessReport } from './fairness.ts';
import type { DecidedEntry } from './ledger-moments.ts';

const DAY = '2026-01-05';

/** A ledger on which leads are given, moved and undone; each such action is a moment of its own. */
class Ledger {
  readonly entries: DecidedEntry[] = [];
  readonly credits = new Map<string, Standing>();
  #time = 0;

  give(enquiryId: string, weights: Readonly<Record<string, number>>, more: { replaces?: boolean; pool?: string } = {}) {
    const eligible = Object.entries(weights).map(([ownerId, weight]) => ({ ownerId, weight }));
    const { ownerId: winnerId, entries } = stepBalance({ eligible, credits: this.credits });
    const booked = entries.map((entry): LedgerEntry => ({ kind: 'step', scope: '', day: DAY, ...entry }));
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
    const opening = new Map<string, number>();
    for (const { ownerId, amount } of this.entries.slice(0, from))
      opening.set(ownerId, (opening.get(ownerId) ?? 0) + amount);
    return fairnessOf(this.entries.slice(from), {
      opening: [...opening].map(([ownerId, credit]) => ({ scope: '', ownerId, credit })),
      entriesOf: (enquiryId) => this.of(enquiryId),
    });
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
      const credit = (this.credits.get(ownerId)?.credit ?? 0) + amount;
      this.credits.set(ownerId, { credit, lastLeadAt: null });
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

describe('fairnessOf', () => {
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
    kind: fc.constantFrom('give', 'give', 'give', 'move', 'undo', 'again'),
    enquiry: fc.nat(5),
    people: fc.integer({ min: 1, max: 15 }),
    to: fc.nat(4),
  });

  it('always ends where the ledger stands, wherever the period begins', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const run = (actions: readonly { kind: string; enquiry: number; people: number; to: number }[]) => {
      const ledger = new Ledger();
      actions.forEach(({ kind, enquiry, people, to }, index) => {
        const weights = Object.fromEntries(ids.flatMap((id, bit) => (people & (1 << bit) ? [[id, bit + 1]] : [])));
        const id = `${enquiry}`;
        if (kind === 'give') ledger.give(`new ${index}`, weights);
        if (kind === 'move') ids.forEach((from) => ledger.move(id, from, ids[to] ?? 'outside', ids));
        if (kind === 'undo' || kind === 'again') ledger.undo(id);
        if (kind === 'again') ledger.give(id, weights, { replaces: true });
      });
      return ledger;
    };
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), fc.nat(60), (actions, cut) => {
        const ledger = run(actions);
        for (const { ownerId, standing, worstDeviation, deviation, given, due } of ledger.report(cut).shares) {
          expect(standing).toBeCloseTo(-(ledger.credits.get(ownerId)?.credit ?? 0) / LEAD, 9);
          expect(worstDeviation).toBeGreaterThanOrEqual(Math.abs(standing));
          expect(deviation).toBeCloseTo(given - due, 6);
        }
      }),
    );
  });
});
