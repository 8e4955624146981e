import { LEAD, type LedgerEntry } from './balance.ts';

/** An entry of the ledger together with what its decision says. */
export interface DecidedEntry extends LedgerEntry {
  /** Grows in the order of booking. */
  entryId: number;
  /** Epoch milliseconds. */
  atMs: number;
  enquiryId: string;
  /** Who got the lead by the decision that the entry is booked on, and from which pool. */
  winnerId: string | null;
  pool: string;
  /** The decision took the place of an earlier answer to the same enquiry, which then counts no more. */
  replaces: boolean;
}

/** Entries that were booked for one enquiry at one time; between them nobody ever saw the ledger. */
export type Moment = readonly [DecidedEntry, ...DecidedEntry[]];

/**
 * What an enquiry means for one person: leads given, and in units of credit (10^9 = one lead) the share due, what of it makes
 * up for missed turns, and the share missed while away.
 */
export interface Change {
  scope: string;
  pool: string;
  ownerId: string;
  given: number;
  due: number;
  madeUp: number;
  missed: number;
}

/** Entries, oldest first, as moments. */
export function momentsOf(entries: readonly DecidedEntry[]): Moment[] {
  const moments: [DecidedEntry, ...DecidedEntry[]][] = [];
  for (const entry of entries) {
    const last = moments.at(-1);
    if (last !== undefined && last[0].enquiryId === entry.enquiryId && last[0].atMs === entry.atMs) last.push(entry);
    else moments.push([entry]);
  }
  return moments;
}

/** Does the moment take back all that was booked for the enquiry before? */
export function undoes(moment: Moment): boolean {
  return moment.some((entry) => entry.kind === 'void' || (entry.kind === 'step' && entry.replaces));
}

/** What a moment changes; `past`, all entries of its enquiry before it, is asked only if it undoes them. */
export function changesOf(moment: Moment, past: () => readonly DecidedEntry[]): Change[] {
  const undone = undoes(moment) ? inForce(past()).map((change) => takenBack(change)) : [];
  return [...undone, ...booked(moment)];
}

/** What all entries of an enquiry, oldest first, leave. */
function inForce(entries: readonly DecidedEntry[]): Change[] {
  return momentsOf(entries).reduce<Change[]>(
    (changes, moment) => [...(undoes(moment) ? [] : changes), ...booked(moment)],
    [],
  );
}

/** A winner's entry is the share less one lead, everybody else's the share; a transfer moves a lead and no share. */
function booked(moment: Moment): Change[] {
  return moment
    .filter(({ kind }) => kind !== 'void' && kind !== 'close')
    .map(({ kind, scope, pool, ownerId, amount, winnerId, account }) => {
      const nothing = { scope, pool, ownerId, given: 0, due: 0, madeUp: 0, missed: 0 };
      if (account === 'make_up') return amount < 0 ? { ...nothing, madeUp: -amount } : { ...nothing, missed: amount };
      if (kind === 'transfer') return { ...nothing, given: -amount / LEAD };
      const given = ownerId === winnerId ? 1 : 0;
      return { ...nothing, given, due: amount + given * LEAD };
    });
}

function takenBack(change: Change): Change {
  const { given, due, madeUp, missed } = change;
  return { ...change, given: -given, due: -due, madeUp: -madeUp, missed: -missed };
}
