import { sql } from 'kysely';
import type { Flips } from '../../policy/flips/flip.ts';
import type { Verdict } from '../../policy/verdict.ts';
import type { VerdictOutcome } from '../../policy/taxonomy.ts';
import type { DecidedBy, LedgerName } from '../schema.ts';
import type { PortalTx } from '../store.ts';

export interface DecisionRow {
  decisionId: string;
  ledger: LedgerName;
  seq: number;
  contactId: string;
  enquiryId: string;
  replaces: string | null;
  decidedBy: DecidedBy;
  outcome: VerdictOutcome;
  reason: string;
  ownerId: string | null;
  pool: string | null;
  rule: string | null;
  policyVersion: number;
  policyHash: string;
  engine: string;
  verdict: Verdict;
  flips: Flips;
  snapshot: Buffer | null;
  snapshotHash: Buffer;
  receipt: Buffer;
  previousReceipt: Buffer;
  decidedAt: Date;
}

export async function insertDecisions(tx: PortalTx, rows: readonly DecisionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('decisions')
    .values(
      rows.map((row) => ({
        portal_id: tx.portalId,
        decision_id: row.decisionId,
        ledger: row.ledger,
        seq: row.seq,
        contact_id: row.contactId,
        enquiry_id: row.enquiryId,
        replaces: row.replaces,
        decided_by: row.decidedBy,
        outcome: row.outcome,
        reason: row.reason,
        owner_id: row.ownerId,
        pool: row.pool,
        rule: row.rule,
        policy_version: row.policyVersion,
        policy_hash: row.policyHash,
        engine: row.engine,
        verdict: JSON.stringify(row.verdict),
        flips: JSON.stringify(row.flips),
        snapshot: row.snapshot,
        snapshot_hash: row.snapshotHash,
        receipt: row.receipt,
        previous_receipt: row.previousReceipt,
        decided_at: row.decidedAt,
      })),
    )
    .execute();
}

/** The standing answer for a contact, as far as a decider must know it to tell "the same answer" from a new one. */
export interface CurrentDecision {
  decisionId: string;
  enquiryId: string;
  ledger: LedgerName;
  outcome: VerdictOutcome;
  reason: string;
  ownerId: string | null;
  pool: string | null;
}

export async function currentDecisions(
  tx: PortalTx,
  decisionIds: readonly string[],
): Promise<Map<string, CurrentDecision>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('decisions')
    .select(['contact_id', 'decision_id', 'enquiry_id', 'ledger', 'outcome', 'reason', 'owner_id', 'pool'])
    .where('decision_id', 'in', [...decisionIds])
    .execute();
  return new Map(
    rows.map((row) => [
      row.contact_id,
      {
        decisionId: row.decision_id,
        enquiryId: row.enquiry_id,
        ledger: row.ledger,
        outcome: row.outcome,
        reason: row.reason,
        ownerId: row.owner_id,
        pool: row.pool,
      },
    ]),
  );
}

/**
 * Leads assigned per person within the last hour, day and week before `now` (caps count these): a decision that was
 * replaced counts no more, and another enquiry of an open handoff is no further lead.
 */
export async function assignedCounts(
  tx: PortalTx,
  ledger: LedgerName,
  now: Date,
): Promise<Map<string, { hour: number; day: number; week: number }>> {
  const since = (ms: number) => new Date(now.getTime() - ms);
  const within = (ms: number) => sql<number>`count(*) filter (where decided_at > ${since(ms)})::int`;
  const rows = await tx.db
    .selectFrom('decisions')
    .select(['owner_id', within(3_600_000).as('hour'), within(86_400_000).as('day'), within(604_800_000).as('week')])
    .where('ledger', '=', ledger)
    .where('owner_id', 'is not', null)
    .where('outcome', '=', 'routed')
    .where('reason', '<>', 'open_handoff')
    .where('decided_at', '>', since(604_800_000))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('decisions as n')
            .select('n.decision_id')
            .whereRef('n.portal_id', '=', 'decisions.portal_id')
            .whereRef('n.replaces', '=', 'decisions.decision_id'),
        ),
      ),
    )
    .groupBy('owner_id')
    .execute();
  return new Map(rows.map((row) => [row.owner_id ?? '', { hour: row.hour, day: row.day, week: row.week }]));
}

/** One decision as stored: the one of this id, or the last about this contact. null: there is none. */
export async function storedDecision(tx: PortalTx, which: { decisionId: string } | { contactId: string }) {
  const row = await tx.db
    .selectFrom('decisions')
    .selectAll()
    .where((where) =>
      'decisionId' in which ? where('decision_id', '=', which.decisionId) : where('contact_id', '=', which.contactId),
    )
    .orderBy('decided_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The sealed inputs of the newest first answers of a ledger, newest first. */
export async function newestEnquiries(
  tx: PortalTx,
  options: {
    ledger: LedgerName;
    limit: number;
    contactId?: string;
    within?: { from: Date; until: Date | null };
  },
) {
  const rows = await tx.db
    .selectFrom('decisions')
    .select(['contact_id', 'snapshot'])
    .where('ledger', '=', options.ledger)
    .where('replaces', 'is', null)
    .$if(options.contactId !== undefined, (query) => query.where('contact_id', '=', options.contactId ?? ''))
    .$if(options.within !== undefined, (query) => query.where('decided_at', '>=', options.within?.from ?? new Date(0)))
    .$if(options.within?.until != null, (query) => query.where('decided_at', '<', options.within?.until ?? new Date()))
    .orderBy('decided_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(options.limit)
    .execute();
  return rows.map((row) => ({ contactId: row.contact_id, snapshot: row.snapshot }));
}

/** The sealed input of the last decision before a moment; null: there is none, or its contact was erased. */
export async function decisionBefore(tx: PortalTx, options: { ledger: LedgerName; at: Date }) {
  const row = await tx.db
    .selectFrom('decisions')
    .select(['contact_id', 'snapshot'])
    .where('ledger', '=', options.ledger)
    .where('decided_at', '<=', options.at)
    .where('snapshot', 'is not', null)
    .orderBy('decided_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { contactId: row.contact_id, snapshot: row.snapshot };
}

/** Decisions of a portal in the order of the chain, in pages, for replay. */
export async function decisionsAfter(tx: PortalTx, options: { ledger: LedgerName; seq: number; limit: number }) {
  return tx.db
    .selectFrom('decisions')
    .selectAll()
    .where('ledger', '=', options.ledger)
    .where('seq', '>', options.seq)
    .orderBy('seq')
    .limit(options.limit)
    .execute();
}
