import { LEAD } from './balance.ts';
import type { BalanceWindow } from './balance-schema.ts';
import { FairnessAccounts, type Opening } from './fairness-accounts.ts';
import { changesOf, type DecidedEntry, type Moment } from './ledger-moments.ts';

/** Leads of one person in a period. */
export interface PersonShare {
  ownerId: string;
  /** Leads that the person was given, less those taken back. */
  given: number;
  /** The person's part of every lead that he or she could have had; with fractions. */
  due: number;
  /** given - due; above 0: more than the share. */
  deviation: number;
  /** What of `due` made up for turns missed earlier. */
  madeUp: number;
  /** Shares of leads that somebody else got because the person was away, and that may be made up for. */
  missed: number;
}

export interface ScopeShare extends PersonShare {
  /** '' = over all pools of the portal, else the pool's name. */
  scope: string;
  /**
   * What the balance has still to even out: given - due of all leads that count now (those of its window), less what was
   * closed when people left.
   */
  standing: number;
  /** The furthest that `standing` was from 0 at any moment of the period, without sign. */
  worstDeviation: number;
}

interface PoolShare extends PersonShare {
  pool: string;
}

export interface FairnessReport {
  /** What the balance evens out; by scope, then person. */
  shares: ScopeShare[];
  /** The same leads by the pool that gave them. Where credits span all pools, a person's deviations here offset each other. */
  byPool: PoolShare[];
}

/** All entries of an enquiry, oldest first. Asked only for enquiries of which something is undone. */
export type EntriesOf = (enquiryId: string) => readonly DecidedEntry[];

/** How the balance counts: what everybody was owed when the period began, and what it forgets when. */
export interface Counting {
  opening: readonly Opening[];
  /** When the period began; epoch milliseconds. */
  fromMs: number;
  window: BalanceWindow | undefined;
  /** The account's day of a moment, YYYY-MM-DD. */
  dayOf(atMs: number): string;
}

interface Sums {
  /** Scope or pool. */
  of: string;
  ownerId: string;
  given: number;
  due: number;
  madeUp: number;
  missed: number;
}

/**
 * Leads given against the share due in a period, read in parts. What is taken back (a void, a better answer in place of the
 * first) counts when that happens. A lead that only one person could have had costs and earns nothing, so that its void
 * leaves no entry: it stays counted, both as given and as due to that person.
 */
export class FairnessBook {
  readonly #shares = new Map<string, Sums>();
  readonly #byPool = new Map<string, Sums>();
  readonly #accounts: FairnessAccounts;
  readonly #dayOf: Counting['dayOf'];

  constructor({ opening, fromMs, window, dayOf }: Counting) {
    this.#dayOf = dayOf;
    this.#accounts = new FairnessAccounts(opening, dayOf(fromMs), window);
  }

  /** The next moment, in the order of booking. */
  add(moment: Moment, entriesOf: EntriesOf): void {
    const [first] = moment;
    this.#accounts.moveTo(this.#dayOf(first.atMs));
    const past = () => entriesOf(first.enquiryId).filter((entry) => entry.entryId < first.entryId);
    for (const { scope, pool, ownerId, given, due, madeUp, missed } of changesOf(moment, past)) {
      for (const sums of [sumsOf(this.#shares, scope, ownerId), sumsOf(this.#byPool, pool, ownerId)]) {
        sums.given += given;
        sums.due += due;
        sums.madeUp += madeUp;
        sums.missed += missed;
      }
    }
    this.#accounts.book(moment.filter(({ account }) => account === undefined));
  }

  /** As it is at the end of the period, `atMs`. */
  report(atMs: number): FairnessReport {
    this.#accounts.moveTo(this.#dayOf(atMs));
    return {
      shares: sorted(this.#shares).map((sums) => {
        const { credit, worst } = this.#accounts.of(sums.of, sums.ownerId);
        // Nothing but 0 is 0, never -0.
        return { scope: sums.of, ...personShare(sums), standing: (0 - credit) / LEAD, worstDeviation: worst / LEAD };
      }),
      byPool: sorted(this.#byPool).map((sums) => ({ pool: sums.of, ...personShare(sums) })),
    };
  }
}

function sumsOf(all: Map<string, Sums>, of: string, ownerId: string): Sums {
  const key = JSON.stringify([of, ownerId]);
  const sums = all.get(key) ?? { of, ownerId, given: 0, due: 0, madeUp: 0, missed: 0 };
  all.set(key, sums);
  return sums;
}

function personShare({ ownerId, given, due, madeUp, missed }: Sums): PersonShare {
  return {
    ownerId,
    given,
    due: due / LEAD,
    deviation: (given * LEAD - due) / LEAD,
    madeUp: madeUp / LEAD,
    missed: missed / LEAD,
  };
}

function sorted(all: ReadonlyMap<string, Sums>): Sums[] {
  return [...all.values()].sort((a, b) => compare(a.of, b.of) || compare(a.ownerId, b.ownerId));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
