import { LeaseLost } from '../errors.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { PortalStore, PortalTx } from '../store/store.ts';
import { LEASE_SECONDS, lockRows, renewLeases, stampRows, takeRows } from '../store/tables/mailbox.ts';
import type { TakenLead } from './types.ts';

/** A lease is renewed three times before it would run out. */
const RENEW_EVERY_MS = (LEASE_SECONDS * 1_000) / 3;

/**
 * Takes up to `limit` leads of one lane that are due, oldest first, each under a lease of 30 s of its own. Nobody else
 * gets them before they are settled or the lease has run out. Never the same lead twice at once, also from several
 * processes. A contact whose earlier decision is still to be written is left out, unless that is all there is to do.
 */
export async function takeLeads(
  portal: PortalStore,
  o: { lane: Lane; limit: number; processId: string },
): Promise<TakenLead[]> {
  const rows = await portal.transaction((tx) => takeRows(tx, o));
  return rows
    .map((row) => ({
      contactId: row.contact_id,
      lane: row.lane,
      reasons: row.reasons,
      revision: row.revision,
      waitingSinceMs: row.waiting_since.getTime(),
      attempts: row.attempts,
      decisionId: row.decision_id,
      decidedRevision: row.decided_revision,
      leaseId: row.lease_id,
      held: row.state === 'held',
    }))
    .sort((a, b) => a.waitingSinceMs - b.waitingSinceMs || (a.contactId < b.contactId ? -1 : 1));
}

export interface KeptLease {
  stop(): void;
  /** Lease ids that are not ours any more: settled, run out while we slept, or taken by somebody else. */
  readonly lost: ReadonlySet<string>;
}

/**
 * Renews leases every 10 s until stopped. A renewal that fails is tried again at the next turn; after 30 s without one
 * all count as lost. The lease is checked again at every commit, so `lost` only saves work.
 */
export function keepLease(portal: PortalStore, leaseIds: readonly string[]): KeptLease {
  const lost = new Set<string>();
  let renewedAt = Date.now();
  let renewing = false;
  const timer = setInterval(() => {
    if (renewing) return;
    renewing = true;
    void renew().finally(() => {
      renewing = false;
    });
  }, RENEW_EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer), lost };

  async function renew(): Promise<void> {
    const startedAt = Date.now();
    const mine = leaseIds.filter((leaseId) => !lost.has(leaseId));
    try {
      const renewed = new Set(await portal.transaction((tx) => renewLeases(tx, mine)));
      renewedAt = startedAt;
      for (const leaseId of mine) if (!renewed.has(leaseId)) lost.add(leaseId);
    } catch {
      // The store is away; whoever holds the leads will notice by itself at the next commit.
      if (Date.now() - renewedAt >= LEASE_SECONDS * 1_000) for (const leaseId of mine) lost.add(leaseId);
    }
  }
}

/** Locks the rows that still carry the lease they were taken with and answers their contact ids. */
export async function lockLeased(tx: PortalTx, leads: readonly TakenLead[]): Promise<Set<string>> {
  return leads.length === 0 ? new Set() : new Set(await lockRows(tx, leads));
}

/**
 * Stores with each row that the reasons it was taken with are decided, in the transaction that stores the decisions:
 * from then on the row only has to be written. Throws LeaseLost, and with it undoes the transaction, if a lease is gone.
 */
export async function stampDecided(
  tx: PortalTx,
  rows: readonly { lead: TakenLead; decisionId: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  const stamped = await stampRows(
    tx,
    rows.map(({ lead, decisionId }) => ({ leaseId: lead.leaseId, revision: lead.revision, decisionId })),
  );
  if (stamped !== rows.length) throw new LeaseLost({ leads: rows.length, stamped });
}
