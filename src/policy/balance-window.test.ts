import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payerOf, stepBalance, transferEntries, voidEntries, type LedgerEntry, type Standing } from './balance.ts';
import type { BalanceWindow } from './balance-schema.ts';
import { accountDay, creditOf, partsOf, UNBOUNDED, windowOn } from './balance-window.ts';
import { DayBook } from './day-book.ts';

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 0, 1);
const dayAfter = (days: number) => new Date(FIRST + days * DAY_MS).toISOString().slice(0, 10);
const windows = fc.oneof(
  fc.constantFrom<BalanceWindow>('day', 'week', 'month'),
  fc.record({ rollingDays: fc.integer({ min: 1, max: 92 }) }),
);

const startOf = (window: BalanceWindow, today: string) => windowOn(window, today).firstDay;

describe('windowOn', () => {
  it('begins on the day, its Monday, the first of its month, or so many days ago', () => {
    const friday = '2026-05-01';
    expect(windowOn(undefined, friday)).toBe(UNBOUNDED);
    expect(startOf('never', friday)).toBeNull();
    expect(startOf('day', friday)).toBe('2026-05-01');
    expect(startOf('week', friday)).toBe('2026-04-27');
    expect(startOf('week', '2026-04-27')).toBe('2026-04-27');
    expect(startOf('week', '2026-04-26')).toBe('2026-04-20');
    expect(startOf('month', friday)).toBe('2026-05-01');
    expect(startOf('month', '2028-02-29')).toBe('2028-02-01');
    expect(startOf({ rollingDays: 1 }, friday)).toBe(friday);
    expect(startOf({ rollingDays: 30 }, friday)).toBe('2026-04-02');
  });

  it('never begins ahead and never moves back', () => {
    fc.assert(
      fc.property(windows, fc.nat(4_000), (window, day) => {
        const start = startOf(window, dayAfter(day)) ?? '';
        expect(start <= dayAfter(day)).toBe(true);
        expect((startOf(window, dayAfter(day + 1)) ?? '') >= start).toBe(true);
      }),
    );
  });

  it('counts today in full, older days never more than newer ones, and nothing from before it', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 200, max: 4_000 }), fc.nat(120), (window, today, age) => {
        const now = windowOn(window, dayAfter(today));
        const parts = partsOf(now, dayAfter(today - age));
        expect(partsOf(now, dayAfter(today))).toBe(now.whole);
        expect(parts).toBeGreaterThanOrEqual(partsOf(now, dayAfter(today - age - 1)));
        expect(parts > 0).toBe(dayAfter(today - age) >= (now.firstDay ?? ''));
      }),
    );
  });
});

describe('creditOf', () => {
  it('is whole units towards 0, the same on both sides', () => {
    const third = windowOn({ rollingDays: 3 }, '2026-05-01');
    expect([8, -8, 9, -9, 2, -2, 0].map((parts) => creditOf(third, parts))).toEqual([2, -2, 3, -3, 0, 0, 0]);
  });
});

const at = (zone: string, moment: string) => accountDay(new DayBook(), zone, new Date(moment));

describe('accountDay', () => {
  it('begins at midnight of the account, also when its clocks change', () => {
    expect(at('America/Los_Angeles', '2026-05-01T06:59:59.999Z')).toBe('2026-04-30');
    expect(at('America/Los_Angeles', '2026-05-01T07:00:00Z')).toBe('2026-05-01');
    expect(at('Europe/Berlin', '2026-03-29T21:59:59Z')).toBe('2026-03-29');
    expect(at('Europe/Berlin', '2026-03-29T22:00:00Z')).toBe('2026-03-30');
    expect(at('No/Where', '2026-05-01T06:59:59Z')).toBe('2026-05-01');
  });
});

const IDS = ['a', 'b', 'c', 'd'];
const actions = fc.array(
  fc.record({
    kind: fc.constantFrom('give', 'give', 'again', 'move', 'undo'),
    enquiry: fc.nat(5),
    people: fc.integer({ min: 1, max: 15 }),
    to: fc.nat(4),
    /** Days that pass before it. */
    later: fc.nat(12),
  }),
  { maxLength: 40 },
);
type Action = typeof actions extends fc.Arbitrary<readonly (infer A)[]> ? A : never;

/** A ledger whose leads are given by the credits of a window, rerouted, moved and undone on later days. */
class Ledger {
  readonly entries: (LedgerEntry & { enquiry: number })[] = [];
  readonly #window: BalanceWindow;
  day = 0;

  constructor(window: BalanceWindow) {
    this.#window = window;
  }

  do({ kind, enquiry, people, to, later }: Action): void {
    this.day += later;
    if (kind === 'give' || kind === 'again') this.#give(enquiry, people);
    else if (kind === 'undo') this.undo(enquiry);
    else this.#move(enquiry, IDS[to] ?? 'outside');
  }

  undo(enquiry: number): void {
    this.#book(enquiry, voidEntries(this.of(enquiry)));
  }

  of(enquiry: number): LedgerEntry[] {
    return this.entries.filter((entry) => entry.enquiry === enquiry);
  }

  /** Credits other than 0 on the day it is now, in parts. */
  parts(): Record<string, number> {
    const now = windowOn(this.#window, dayAfter(this.day));
    const sums = new Map<string, number>();
    for (const { ownerId, amount, day } of this.entries) {
      sums.set(ownerId, (sums.get(ownerId) ?? 0) + amount * partsOf(now, day));
    }
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
  }

  #give(enquiry: number, people: number): void {
    const credits = new Map(
      Object.entries(this.parts()).map(([id, parts]): [string, Standing] => [
        id,
        { credit: creditOf(windowOn(this.#window, dayAfter(this.day)), parts), lastLeadAt: null },
      ]),
    );
    const eligible = IDS.flatMap((ownerId, bit) => (people & (1 << bit) ? [{ ownerId, weight: bit + 1 }] : []));
    const { entries } = stepBalance({ eligible, credits });
    const day = dayAfter(this.day);
    this.#book(
      enquiry,
      entries.map((entry) => ({ kind: 'step', scope: '', day, ...entry })),
    );
  }

  #move(enquiry: number, toOwnerId: string): void {
    const entries = this.of(enquiry);
    const fromOwnerId = payerOf(entries)?.ownerId ?? 'nobody';
    this.#book(enquiry, transferEntries({ entries, fromOwnerId, toOwnerId, poolOwnerIds: IDS }));
  }

  #book(enquiry: number, entries: readonly LedgerEntry[]): void {
    for (const entry of entries) this.entries.push({ ...entry, enquiry });
  }
}

describe('a ledger with a window', () => {
  it('sums to 0 in every window, and on every day', () => {
    fc.assert(
      fc.property(windows, actions, (window, all) => {
        const ledger = new Ledger(window);
        for (const action of all) {
          ledger.do(action);
          const sum = Object.values(ledger.parts()).reduce((total, credit) => total + credit, 0);
          expect(sum).toBe(0);
        }
      }),
    );
  });

  it('gives nobody credit for a lead of an earlier window that is moved or undone in this one', () => {
    fc.assert(
      fc.property(windows, actions, actions, (window, past, now) => {
        const ledger = new Ledger(window);
        for (const action of past) ledger.do(action);
        ledger.day += 100;
        for (const action of now) {
          if (action.kind === 'move' || action.kind === 'undo') ledger.do({ ...action, later: 0 });
        }
        expect(ledger.parts()).toEqual({});
      }),
    );
  });

  it('is as before an enquiry once that is undone, however often it was rerouted and moved over however many days', () => {
    fc.assert(
      fc.property(windows, actions, (window, all) => {
        const ledger = new Ledger(window);
        for (const action of all) ledger.do(action);
        for (let enquiry = 0; enquiry <= 5; enquiry += 1) ledger.undo(enquiry);
        for (let days = 0; days < 100; days += 1) {
          expect(ledger.parts()).toEqual({});
          ledger.day -= 1;
        }
      }),
      { numRuns: 50 },
    );
  });
});
