import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LEAD,
  payerOf,
  stepBalance,
  transferEntries,
  voidEntries,
  type LedgerEntry,
  type Standing,
} from './balance.ts';

interface Member {
  ownerId: string;
  weight: number;
}

const weights = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 8 });
const DAY = '2026-01-05';
/** Which of up to 8 people could have had each lead: one bit each. */
const opportunities = fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 1, maxLength: 120 });

const team = (values: readonly number[]): Member[] => values.map((weight, index) => ({ ownerId: `p${index}`, weight }));
const someOf = (members: readonly Member[], bits: number) => {
  const chosen = members.filter((_, index) => (bits & (1 << index)) !== 0);
  return chosen.length === 0 ? [...members] : chosen;
};
const sum = (entries: readonly { amount: number }[]) => entries.reduce((total, entry) => total + entry.amount, 0);

const at = (credit: number, lastLeadAt: string | null): Standing => ({ credit, lastLeadAt });

/** A ledger that leads are stepped on one after another. */
class Ledger {
  readonly credits = new Map<string, Standing>();
  #clock = 0;

  step(eligible: readonly Member[]): { ownerId: string; entries: LedgerEntry[] } {
    const { ownerId, entries } = stepBalance({ eligible, credits: this.credits });
    const written = entries.map((entry): LedgerEntry => ({ kind: 'step', scope: '', day: DAY, ...entry }));
    this.append(written);
    this.#clock += 1;
    const lastLeadAt = new Date(this.#clock * 1_000).toISOString();
    this.credits.set(ownerId, { credit: this.creditOf(ownerId), lastLeadAt });
    return { ownerId, entries: written };
  }

  append(entries: readonly LedgerEntry[]): void {
    for (const { ownerId, amount } of entries) {
      const standing = this.credits.get(ownerId);
      this.credits.set(ownerId, { credit: (standing?.credit ?? 0) + amount, lastLeadAt: standing?.lastLeadAt ?? null });
    }
  }

  creditOf(ownerId: string): number {
    return this.credits.get(ownerId)?.credit ?? 0;
  }

  snapshot(): Record<string, number> {
    return Object.fromEntries(
      [...this.credits].filter(([, { credit }]) => credit !== 0).map(([id, { credit }]) => [id, credit]),
    );
  }
}

describe('stepBalance', () => {
  it('shares out one lead in whole units', () => {
    const { ownerId, entries } = stepBalance({ eligible: team([1, 1, 1]), credits: new Map() });
    expect(ownerId).toBe('p0');
    expect(entries.map((entry) => entry.amount)).toEqual([333_333_334 - LEAD, 333_333_333, 333_333_333]);
  });

  it('takes the most credit first, then the longest since the last lead, then the smaller id', () => {
    const eligible = team([1, 1, 1]).slice(1);
    const winner = (credits: [string, Standing][]) =>
      stepBalance({ eligible: [...eligible, { ownerId: 'p0', weight: 1 }], credits: new Map(credits) }).ownerId;
    expect(
      winner([
        ['p2', at(5, null)],
        ['p1', at(1, null)],
      ]),
    ).toBe('p2');
    const early = '2026-01-01T00:00:00.000Z';
    const late = '2026-01-02T00:00:00.000Z';
    // p0 gets the unit that rounding leaves over, so two people make the tie plain.
    const two = (credits: [string, Standing][]) => stepBalance({ eligible, credits: new Map(credits) }).ownerId;
    expect(
      two([
        ['p1', at(0, late)],
        ['p2', at(0, early)],
      ]),
    ).toBe('p2');
    expect(
      two([
        ['p1', at(0, early)],
        ['p2', at(0, null)],
      ]),
    ).toBe('p2');
    expect(two([])).toBe('p1');
  });

  it('leaves out people with weight 0 and refuses when nobody is left', () => {
    expect(stepBalance({ eligible: team([0, 1]), credits: new Map() }).entries).toEqual([{ ownerId: 'p1', amount: 0 }]);
    expect(() => stepBalance({ eligible: team([0]), credits: new Map() })).toThrow(RangeError);
    expect(() => stepBalance({ eligible: [], credits: new Map() })).toThrow(RangeError);
    expect(() => stepBalance({ eligible: team([1.5, 1]), credits: new Map() })).toThrow(RangeError);
    expect(() => stepBalance({ eligible: team([1, 1]), credits: new Map(), winner: 'p9' })).toThrow(RangeError);
  });

  it('charges a winner who was fixed beforehand', () => {
    const { ownerId, entries } = stepBalance({ eligible: team([1, 1]), credits: new Map(), winner: 'p1' });
    expect({ ownerId, entries }).toEqual({
      ownerId: 'p1',
      entries: [
        { ownerId: 'p0', amount: LEAD / 2 },
        { ownerId: 'p1', amount: -LEAD / 2 },
      ],
    });
  });
});

describe('fairness', () => {
  it('each step sums to 0 and the winner alone pays', () => {
    fc.assert(
      fc.property(weights, opportunities, (values, bits) => {
        const ledger = new Ledger();
        for (const bit of bits) {
          const { ownerId, entries } = ledger.step(someOf(team(values), bit));
          expect(sum(entries)).toBe(0);
          expect(entries.filter((entry) => entry.amount < 0).every((entry) => entry.ownerId === ownerId)).toBe(true);
          expect(payerOf(entries)?.ownerId).toBe(ownerId);
        }
      }),
    );
  });

  it('in a fixed pool nobody is ever a full lead above the fair share', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), (values, leads) => {
        const members = team(values);
        const total = values.reduce((all, weight) => all + weight, 0);
        const ledger = new Ledger();
        const had = new Map<string, number>();
        for (let lead = 1; lead <= leads; lead += 1) {
          const { ownerId } = ledger.step(members);
          had.set(ownerId, (had.get(ownerId) ?? 0) + 1);
          for (const { ownerId: id, weight } of members) {
            expect((had.get(id) ?? 0) - (lead * weight) / total).toBeLessThan(1 + lead * 1e-9);
          }
        }
      }),
    );
  });

  it('with equal weights, whoever is there when, nobody is off by more than (n-1)/2', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), opportunities, (n, bits) => {
        const members = team(Array.from({ length: n }, () => 1));
        const ledger = new Ledger();
        bits.forEach((bit, index) => {
          ledger.step(someOf(members, bit));
          for (const { ownerId } of members) {
            expect(Math.abs(ledger.creditOf(ownerId)) / LEAD).toBeLessThanOrEqual((n - 1) / 2 + (index + 1) * 1e-9);
          }
        });
      }),
    );
  });

  it('holds that bound even when leads are chosen to set people apart', () => {
    const members = team(Array.from({ length: 7 }, () => 1));
    const ledger = new Ledger();
    for (let lead = 0; lead < 2_000; lead += 1) {
      const pairs = members.flatMap((a, i) => members.slice(i + 1).map((b) => [a, b] as const));
      const closest = pairs.toSorted((x, y) => distance(ledger, x) - distance(ledger, y))[0];
      ledger.step(closest ?? members);
      const worst = Math.max(...members.map(({ ownerId }) => Math.abs(ledger.creditOf(ownerId)) / LEAD));
      expect(worst).toBeLessThanOrEqual(3 + 1e-5);
    }
  });

  it('absence changes no credit', () => {
    fc.assert(
      fc.property(weights, opportunities, (values, bits) => {
        const members = team([...values, 5]);
        const ledger = new Ledger();
        ledger.step(members);
        const absent = `p${values.length}`;
        const before = ledger.creditOf(absent);
        for (const bit of bits) ledger.step(someOf(members.slice(0, -1), bit));
        expect(ledger.creditOf(absent)).toBe(before);
      }),
    );
  });

  it('scaling all weights changes nothing', () => {
    fc.assert(
      fc.property(weights, opportunities, fc.integer({ min: 2, max: 100_000 }), (values, bits, factor) => {
        const [plain, scaled] = [new Ledger(), new Ledger()];
        for (const bit of bits) {
          const a = plain.step(someOf(team(values), bit));
          const b = scaled.step(someOf(team(values.map((weight) => weight * factor)), bit));
          expect(b).toEqual(a);
        }
      }),
    );
  });
});

describe('voidEntries and transferEntries', () => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant('reroute' as const), bits: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constant('transfer' as const), to: fc.integer({ min: 0, max: 7 }) }),
  );

  it('a void restores every credit exactly, once, after any transfers and reroutes', () => {
    fc.assert(
      fc.property(weights, opportunities, fc.array(action, { maxLength: 8 }), (values, bits, actions) => {
        const members = team(values);
        const ledger = new Ledger();
        for (const bit of bits) ledger.step(someOf(members, bit));
        const before = ledger.snapshot();
        const entries = ledger.step(members).entries;
        for (const next of actions) {
          if (next.kind === 'reroute') entries.push(...ledger.step(someOf(members, next.bits)).entries);
          else {
            const moved = transferEntries({
              entries,
              fromOwnerId: payerOf(entries)?.ownerId ?? 'nobody',
              toOwnerId: `p${next.to % members.length}`,
              poolOwnerIds: members.map((member) => member.ownerId),
            });
            ledger.append(moved);
            entries.push(...moved);
          }
        }
        const voided = voidEntries(entries);
        expect(sum(voided)).toBe(0);
        ledger.append(voided);
        expect(ledger.snapshot()).toEqual(before);
        expect(voidEntries([...entries, ...voided])).toEqual([]);
      }),
    );
  });

  it('a transfer moves exactly one lead, once', () => {
    fc.assert(
      fc.property(weights, (values) => {
        const members = team([...values, 1]);
        const ledger = new Ledger();
        const { ownerId, entries } = ledger.step(members);
        const other = members.find((member) => member.ownerId !== ownerId)?.ownerId ?? '';
        const options = {
          fromOwnerId: ownerId,
          toOwnerId: other,
          poolOwnerIds: members.map((member) => member.ownerId),
        };
        const moved = transferEntries({ entries, ...options });
        expect(moved).toEqual([
          { kind: 'transfer', scope: '', ownerId, amount: LEAD, day: DAY },
          { kind: 'transfer', scope: '', ownerId: other, amount: -LEAD, day: DAY },
        ]);
        expect(transferEntries({ entries: [...entries, ...moved], ...options })).toEqual([]);
        expect(payerOf([...entries, ...moved])?.ownerId).toBe(other);
      }),
    );
  });

  it('to somebody outside the pool the lead is voided', () => {
    const entries: LedgerEntry[] = [
      { kind: 'step', scope: '', ownerId: 'p0', amount: -LEAD / 2, day: DAY },
      { kind: 'step', scope: '', ownerId: 'p1', amount: LEAD / 2, day: DAY },
    ];
    const options = { entries, fromOwnerId: 'p0', toOwnerId: 'stranger', poolOwnerIds: ['p0', 'p1'] };
    expect(transferEntries(options)).toEqual(voidEntries(entries));
    expect(transferEntries({ ...options, fromOwnerId: 'p1' })).toEqual([]);
    expect(transferEntries({ ...options, entries: [] })).toEqual([]);
    expect(payerOf([...entries, ...voidEntries(entries)])).toBeNull();
  });

  it('keeps the accounts of different scopes and days apart', () => {
    const next = '2026-01-06';
    const entries: LedgerEntry[] = [
      { kind: 'step', scope: 'a', ownerId: 'p0', amount: -10, day: DAY },
      { kind: 'step', scope: 'b', ownerId: 'p0', amount: 10, day: DAY },
      { kind: 'step', scope: 'b', ownerId: 'p0', amount: -5, day: next },
    ];
    expect(voidEntries(entries)).toEqual([
      { kind: 'void', scope: 'a', ownerId: 'p0', amount: 10, day: DAY },
      { kind: 'void', scope: 'b', ownerId: 'p0', amount: -10, day: DAY },
      { kind: 'void', scope: 'b', ownerId: 'p0', amount: 5, day: next },
    ]);
  });
});

function distance(ledger: Ledger, [a, b]: readonly [Member, Member]): number {
  return Math.abs(ledger.creditOf(a.ownerId) - ledger.creditOf(b.ownerId));
}
