import type { BalanceWindow } from '../policy/balance-schema.ts';
import { accountDay, windowOn } from '../policy/balance-window.ts';
import { DayBook } from '../policy/day-book.ts';
import { FairnessBook, type FairnessReport } from '../policy/fairness.ts';
import type { Opening } from '../policy/fairness-accounts.ts';
import { momentsOf, undoes, type DecidedEntry } from '../policy/ledger-moments.ts';
import { policySchema } from '../policy/schema.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalStore, PortalTx } from '../store/store.ts';
import {
  creditsBefore,
  dailyCreditsBefore,
  decidedEntries,
  decidedEntriesOf,
  firstEntrySince,
} from '../store/tables/ledger.ts';
import { policyInForce } from '../store/tables/policies.ts';
import { portalById } from '../store/tables/portals.ts';

/** Entries read at one time: some hundred leads. */
const PAGE = 5_000;

/** The report, and the window by which the policy in force counts; the whole past is counted by it. */
export type WindowedReport = FairnessReport & { window: BalanceWindow };

/**
 * Leads given against the share due, from the first entry booked at or after `since` (null: the ledger's first) to now.
 * Reads only; in pages, so that any length fits in memory.
 */
export function fairnessReport(
  portal: PortalStore,
  options: { ledger: LedgerName; since: Date | null; now?: Date; page?: number },
): Promise<WindowedReport> {
  const { ledger, since, now = new Date(), page = PAGE } = options;
  return portal.transaction(async (tx) => {
    const window = await windowInForce(tx, now);
    const first = await firstEntrySince(tx, ledger, since ?? new Date(0));
    if (first === null) return { window, shares: [], byPool: [] };
    const timeZone = (await portalById(tx))?.timeZone ?? 'UTC';
    const days = new DayBook();
    const dayOf = (atMs: number) => accountDay(days, timeZone, new Date(atMs));
    const start = windowOn(window, dayOf(first.atMs)).firstDay;
    // Entries of one moment may have been booked before earlier ones; a report from the beginning takes them all.
    let firstId = since === null ? 0 : first.entryId;
    const opening = since === null ? [] : await openingOf(tx, ledger, { entryId: firstId, start });
    const book = new FairnessBook({ opening, fromMs: first.atMs, window, dayOf });
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
    return { window, ...book.report(now.getTime()) };
  });
}

async function windowInForce(tx: PortalTx, now: Date): Promise<BalanceWindow> {
  const policy = await policyInForce(tx, now);
  return policy === null ? 'never' : (policySchema.parse(policy.document).balance.window ?? 'never');
}

function openingOf(
  tx: PortalTx,
  ledger: LedgerName,
  { entryId, start }: { entryId: number; start: string | null },
): Promise<Opening[]> {
  return start === null ? creditsBefore(tx, ledger, entryId) : dailyCreditsBefore(tx, ledger, { entryId, start });
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
