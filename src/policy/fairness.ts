import { LEAD } from './balance.ts';
import { changesOf, momentsOf, type Change, type DecidedEntry, type Moment } from './ledger-moments.ts';

/** Leads of one person in a period. */
interface PersonShare {
  ownerId: string;
  /** Leads that the person was given, less those taken back. */
  given: number;
  /** The person's part of every lead that he or she could have had; with fractions. */
  due: number;
  /** given - due; above 0: more than the share. */
  deviation: number;
}

export interface ScopeShare extends PersonShare {
  /** '' = over all pools of the portal, else the pool's name. */
  scope: string;
  /** given - due since the ledger began. */
  standing: number;
  /** The furthest that `standing` was from 0 at any moment of the period, without sign. */
  worstDeviation: number;
}

export interface PoolShare extends PersonShare {
  pool: string;
}

export interface FairnessReport {
  /** What the balance evens out; by scope, then person. */
  shares: ScopeShare[];
  /** The same leads by the pool that gave them. Where credits span all pools, a person's deviations here offset each other. */
  byPool: PoolShare[];
}

/** Credit of a person when the period began; 10^9 = one lead. */
export interface Opening {
  scope: string;
  ownerId: string;
  credit: number;
}

/** All entries of an enquiry, oldest first. Asked only for enquiries of which something is undone. */
export type EntriesOf = (enquiryId: string) => readonly DecidedEntry[];

/**
 * Leads given against the share due in a period whose entries these are, oldest first. What is taken back (a void, a
 * better answer in place of the first) counts when that happens. A lead that only one person could have had costs and
 * earns nothing, so that its void leaves no entry: it stays counted, both as given and as due to that person.
 */
export function fairnessOf(
  entries: readonly DecidedEntry[],
  options: { opening: readonly Opening[]; entriesOf: EntriesOf },
): FairnessReport {
  const book = new FairnessBook(options.opening);
  for (const moment of momentsOf(entries)) book.add(moment, options.entriesOf);
  return book.report();
}

interface Sums {
  /** Scope or pool. */
  of: string;
  ownerId: string;
  given: number;
  due: number;
  opening: number;
  worst: number;
}

/** `fairnessOf` for a ledger that is read in parts. */
export class FairnessBook {
  readonly #shares = new Map<string, Sums>();
  readonly #byPool = new Map<string, Sums>();
  readonly #opening: ReadonlyMap<string, number>;

  constructor(opening: readonly Opening[]) {
    this.#opening = new Map(opening.map(({ scope, ownerId, credit }) => [keyOf(scope, ownerId), credit]));
  }

  add(moment: Moment, entriesOf: EntriesOf): void {
    const [first] = moment;
    const past = () => entriesOf(first.enquiryId).filter((entry) => entry.entryId < first.entryId);
    const touched = changesOf(moment, past).map((change) => this.#apply(change));
    for (const sums of touched) sums.worst = Math.max(sums.worst, Math.abs(standingOf(sums)));
  }

  report(): FairnessReport {
    return {
      shares: sorted(this.#shares).map((sums) => ({
        scope: sums.of,
        ...personShare(sums),
        standing: standingOf(sums) / LEAD,
        worstDeviation: sums.worst / LEAD,
      })),
      byPool: sorted(this.#byPool).map((sums) => ({ pool: sums.of, ...personShare(sums) })),
    };
  }

  #apply({ scope, pool, ownerId, given, due }: Change): Sums {
    const share = sumsOf(this.#shares, scope, ownerId, this.#opening.get(keyOf(scope, ownerId)) ?? 0);
    for (const sums of [share, sumsOf(this.#byPool, pool, ownerId, 0)]) {
      sums.given += given;
      sums.due += due;
    }
    return share;
  }
}

function sumsOf(all: Map<string, Sums>, of: string, ownerId: string, opening: number): Sums {
  const key = keyOf(of, ownerId);
  const sums = all.get(key) ?? { of, ownerId, given: 0, due: 0, opening, worst: Math.abs(opening) };
  all.set(key, sums);
  return sums;
}

function standingOf({ given, due, opening }: Sums): number {
  return given * LEAD - due - opening;
}

function personShare({ ownerId, given, due }: Sums): PersonShare {
  return { ownerId, given, due: due / LEAD, deviation: (given * LEAD - due) / LEAD };
}

function sorted(all: ReadonlyMap<string, Sums>): Sums[] {
  return [...all.values()].sort((a, b) => compare(a.of, b.of) || compare(a.ownerId, b.ownerId));
}

function keyOf(of: string, ownerId: string): string {
  return JSON.stringify([of, ownerId]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
