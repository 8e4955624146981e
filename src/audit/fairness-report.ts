import { FairnessBook, type FairnessReport } from '../policy/fairness.ts';
import { momentsOf, undoes, type DecidedEntry } from '../policy/ledger-moments.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalStore } from '../store/store.ts';
import { creditsBefore, decidedEntries, decidedEntriesOf, firstEntrySince } from '../store/tables/ledger.ts';

/** Entries read at one time: some hundred leads. */
const PAGE = 5_000;

/**
 * Leads given against the share due, from the first entry booked at or after `since` (null: the ledger's first) to now.
 * Reads only; in pages, so that any length fits in memory.
 */
export function fairnessReport(
  portal: PortalStore,
  options: { ledger: LedgerName; since: Date | null; page?: number },
): Promise<FairnessReport> {
  const { ledger, since, page = PAGE } = options;
  return portal.transaction(async (tx) => {
    let firstId = since === null ? 0 : await firstEntrySince(tx, ledger, since);
    if (firstId === null) return { shares: [], byPool: [] };
    const book = new FairnessBook(since === null ? [] : await creditsBefore(tx, ledger, firstId));
    let rest: DecidedEntry[] = [];
    for (let isLast = false; !isLast;) {
      const read = await decidedEntries(tx, ledger, { firstId, limit: page });
      isLast = read.length < page;
      firstId = (read.at(-1)?.entryId ?? firstId) + 1;
      const moments = momentsOf([...rest, ...read]);
      // The last moment of a full page may go on in the next one.
      rest = isLast ? [] : [...(moments.pop() ?? [])];
      const undone = moments.filter((moment) => undoes(moment)).map(([{ enquiryId }]) => enquiryId);
      const known = byEnquiry(await decidedEntriesOf(tx, ledger, undone));
      for (const moment of moments) book.add(moment, (enquiryId) => known.get(enquiryId) ?? []);
    }
    return book.report();
  });
}

function byEnquiry(entries: readonly DecidedEntry[]): Map<string, DecidedEntry[]> {
  const enquiries = new Map<string, DecidedEntry[]>();
  for (const entry of entries) {
    const own = enquiries.get(entry.enquiryId) ?? [];
    own.push(entry);
    enquiries.set(entry.enquiryId, own);
  }
  return enquiries;
}
