import type { Lane } from '../policy/taxonomy.ts';
import type { PortalStore } from '../store/store.ts';
import { nextDueTime, settleRows, type SettledRow } from '../store/tables/mailbox.ts';
import type { Settlement } from './types.ts';

/**
 * Puts taken leads down again: done ones leave the mailbox, the others wait, sleep or are put aside. A lead that got
 * new reasons since it was taken stays and is due at once, whatever its end; `freed` says how many, `lanes` in which
 * lanes: ring those. Leads whose lease was lost are left to whoever has them. Safe to repeat.
 */
export async function settleLeads(
  portal: PortalStore,
  settlements: readonly Settlement[],
): Promise<{ freed: number; lanes: Lane[] }> {
  if (settlements.length === 0) return { freed: 0, lanes: [] };
  const freed = await portal.transaction((tx) => settleRows(tx, settlements.map(asRow)));
  return { freed: [...freed.values()].reduce((sum, count) => sum + count, 0), lanes: [...freed.keys()] };
}

/** When a drain of this lane has something to do again; in the past or now: at once. null: nothing waits. */
export function nextDue(portal: PortalStore, lane: Lane): Promise<Date | null> {
  return portal.transaction((tx) => nextDueTime(tx, lane));
}

function asRow(settlement: Settlement): SettledRow {
  const { lead } = settlement;
  const row: SettledRow = {
    contact_id: lead.contactId,
    lease_id: lead.leaseId,
    revision: lead.revision,
    reasons: lead.reasons,
    outcome: settlement.end,
    not_before: null,
    error: null,
    attempt: 0,
    pool: null,
  };
  switch (settlement.end) {
    case 'held':
      return { ...row, not_before: settlement.until, pool: settlement.pool };
    case 'later':
      return {
        ...row,
        not_before: settlement.notBefore,
        error: settlement.error,
        attempt: settlement.countsAsAttempt ? 1 : 0,
      };
    case 'dead':
      return { ...row, error: settlement.error, attempt: 1 };
    default:
      return row;
  }
}
