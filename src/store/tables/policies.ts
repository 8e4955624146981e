import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';
import { lockPortalRow } from './portals.ts';

/** A version of the policy as stored; the reader parses `document` with the policy's schema. */
export interface PolicyVersion {
  version: number;
  hash: string;
  document: unknown;
}

/** The version whose effective date came last up to `now`; null: the portal has no policy yet. */
export async function policyInForce(tx: PortalTx, now: Date): Promise<PolicyVersion | null> {
  const row = await inForce(tx, now).select(['version', 'hash', 'document']).executeTakeFirst();
  return row ?? null;
}

/** Which version is in force, without its document, which may be large. null: the portal has no policy yet. */
export async function policyHead(tx: PortalTx, now: Date): Promise<Omit<PolicyVersion, 'document'> | null> {
  const row = await inForce(tx, now).select(['version', 'hash']).executeTakeFirst();
  return row ?? null;
}

function inForce(tx: PortalTx, now: Date) {
  return tx.db
    .selectFrom('policies')
    .where('effective_from', '<=', now)
    .where('cancelled_at', 'is', null)
    .where('trial', '=', false)
    .orderBy('effective_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1);
}

/** A version with when it counts, without its document. */
export interface PolicyEntry {
  version: number;
  hash: string;
  authorUserId: number | null;
  note: string;
  createdAt: Date;
  effectiveFrom: Date;
  /** When it was called off before it came into force; null: it was not. */
  cancelledAt: Date | null;
  /** Only ever tried on a share of the leads. */
  trial: boolean;
}

/** The newest versions by their numbers, newest first. */
export async function newestPolicies(tx: PortalTx, limit: number): Promise<PolicyEntry[]> {
  const rows = await tx.db
    .selectFrom('policies')
    .select(['version', 'hash', 'author_user_id', 'note', 'created_at', 'effective_from', 'cancelled_at', 'trial'])
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    hash: row.hash,
    authorUserId: row.author_user_id,
    note: row.note,
    createdAt: row.created_at,
    effectiveFrom: row.effective_from,
    cancelledAt: row.cancelled_at,
    trial: row.trial,
  }));
}

/** The version that is to come into force next; null: none is. */
export async function scheduledPolicy(
  tx: PortalTx,
  now: Date,
): Promise<{ version: number; hash: string; effectiveFrom: Date } | null> {
  const row = await tx.db
    .selectFrom('policies')
    .select(['version', 'hash', 'effective_from'])
    .where('effective_from', '>', now)
    .where('cancelled_at', 'is', null)
    .where('trial', '=', false)
    .orderBy('effective_from')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { version: row.version, hash: row.hash, effectiveFrom: row.effective_from };
}

/** Calls a version off that is not in force yet. Answers: was there one? */
export async function cancelPolicy(tx: PortalTx, version: number, now: Date): Promise<boolean> {
  const done = await tx.db
    .updateTable('policies')
    .set({ cancelled_at: now })
    .where('version', '=', version)
    .where('effective_from', '>', now)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** One version, for replay; null: there is none of this number. */
export async function policyVersion(tx: PortalTx, version: number): Promise<PolicyVersion | null> {
  const row = await tx.db
    .selectFrom('policies')
    .select(['version', 'hash', 'document'])
    .where('version', '=', version)
    .executeTakeFirst();
  return row ?? null;
}

/** Who published a version, when it came into force and what they said about it. null: there is none of this number. */
export async function policyAuthorship(
  tx: PortalTx,
  version: number,
): Promise<{ authorUserId: number | null; note: string; effectiveFrom: Date } | null> {
  const row = await tx.db
    .selectFrom('policies')
    .select(['author_user_id', 'note', 'effective_from'])
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { authorUserId: row.author_user_id, note: row.note, effectiveFrom: row.effective_from };
}

/**
 * Stores the next version and answers its number. It is in force from `effectiveFrom` (default: at once). Locks the portal's
 * row, so that two people who publish at the same time get two numbers.
 */
export async function insertPolicy(
  tx: PortalTx,
  policy: {
    document: unknown;
    hash: string;
    authorUserId: number | null;
    note?: string;
    effectiveFrom?: Date;
    /** It never comes into force: a share of the leads may follow it. */
    trial?: boolean;
  },
): Promise<number> {
  await lockPortalRow(tx);
  const { version } = await tx.db
    .insertInto('policies')
    .values((insert) => ({
      portal_id: tx.portalId,
      version: insert
        .selectFrom('policies')
        .select((select) => sql<number>`coalesce(${select.fn.max('version')}, 0) + 1`.as('next')),
      document: JSON.stringify(policy.document),
      hash: policy.hash,
      author_user_id: policy.authorUserId,
      note: policy.note ?? '',
      effective_from: policy.effectiveFrom ?? sql<Date>`now()`,
      trial: policy.trial ?? false,
    }))
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}
