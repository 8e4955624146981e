import { sql } from 'kysely';
import type { VerdictOutcome } from '../../policy/taxonomy.ts';
import type { LedgerName } from '../schema.ts';
import type { PortalTx } from '../store.ts';

/** A contact whose decision may be made anew, with the input that it was made by. */
export interface BackfillCandidate {
  contactId: string;
  decisionId: string;
  policyVersion: number;
  outcome: VerdictOutcome;
  ownerId: string | null;
  pool: string | null;
  snapshot: Buffer | null;
}

/**
 * Contacts that are nurtured or wait, and those whose handoff nobody has accepted, with decisions since then that another
 * version than this one made (null: any version); by contact id, after `after`. Those that wait in the mailbox for anything but to be held are
 * decided anyhow.
 */
export async function backfillCandidates(
  tx: PortalTx,
  o: { ledger: LedgerName; since: Date; version: number | null; after: string; limit: number },
): Promise<BackfillCandidate[]> {
  const { rows } = await sql<BackfillCandidate>`
    select c.contact_id as "contactId", d.decision_id as "decisionId", d.policy_version as "policyVersion",
           d.outcome, d.owner_id as "ownerId", d.pool, d.snapshot
    from contacts c
    join decisions d on d.portal_id = c.portal_id and d.decision_id = c.decision_id
    left join handoffs h on h.portal_id = c.portal_id and h.contact_id = c.contact_id and h.closed_at is null
    left join mailbox m on m.portal_id = c.portal_id and m.contact_id = c.contact_id and m.state = 'waiting'
    where c.portal_id = ${tx.portalId} and c.gone is null and c.contact_id > ${o.after}
      and d.ledger = ${o.ledger} and d.decided_at >= ${o.since} and d.policy_version is distinct from ${o.version}::int
      and m.contact_id is null
      and ((h.handoff_id is null and d.outcome in ('nurtured', 'held')) or h.status = 'offered')
    order by c.contact_id
    limit ${o.limit}`.execute(tx.db);
  return rows;
}

/** How many leads wait for nothing but a backfill. */
export async function countBackfill(tx: PortalTx): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from mailbox where portal_id = ${tx.portalId} and ${onlyBackfill}`.execute(tx.db);
  return rows[0]?.waiting ?? 0;
}

/** Takes those out again that nobody has begun; answers how many. */
export async function cancelBackfill(tx: PortalTx): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from mailbox where portal_id = ${tx.portalId} and ${onlyBackfill}
      and (lease_id is null or locked_until < now())`.execute(tx.db);
  return Number(numAffectedRows ?? 0n);
}

const onlyBackfill = sql<boolean>`jsonb_array_length(reasons) > 0 and state = 'waiting'
  and not jsonb_path_exists(reasons, '$[*] ? (@.kind != "backfill")')`;
