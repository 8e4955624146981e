import { sql } from 'kysely';
import type { ArmFigures, CanaryShare } from '../../policy/canary.ts';
import type { LedgerName } from '../schema.ts';
import type { PortalTx } from '../store.ts';

export type CanaryEnd = 'stopped' | 'promoted' | 'bound';

/** A draft that a share of the leads follows. */
export interface Canary extends CanaryShare {
  canaryId: string;
  version: number;
  /** Of the draft. */
  hash: string;
  /** The version in force when it began. */
  base: number;
  startedAt: Date;
}

export interface EndedCanary extends Omit<Canary, 'hash'> {
  endedAt: Date | null;
  endReason: CanaryEnd | null;
  sentence: string | null;
}

/** null: none runs. */
export async function runningCanary(tx: PortalTx): Promise<Canary | null> {
  const row = await tx.db
    .selectFrom('canaries as c')
    .innerJoin('policies as p', (join) =>
      join.onRef('p.portal_id', '=', 'c.portal_id').onRef('p.version', '=', 'c.version'),
    )
    .select(['c.canary_id', 'c.version', 'c.base', 'c.percent', 'c.countries', 'c.started_at', 'p.hash'])
    .where('c.ended_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { canary_id: canaryId, version, hash, base, percent, countries, started_at: startedAt } = row;
  return { canaryId, version, hash, base, percent, countries, startedAt };
}

/** The one that runs, else the last one that did; null: there never was one. */
export async function newestCanary(tx: PortalTx): Promise<EndedCanary | null> {
  const row = await tx.db.selectFrom('canaries').selectAll().orderBy('started_at', 'desc').limit(1).executeTakeFirst();
  if (row === undefined) return null;
  return {
    canaryId: row.canary_id,
    version: row.version,
    base: row.base,
    percent: row.percent,
    countries: row.countries,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    sentence: row.sentence,
  };
}

export async function insertCanary(
  tx: PortalTx,
  canary: {
    canaryId: string;
    version: number;
    base: number;
    percent: number;
    countries: readonly string[];
    startedAt: Date;
    startedBy: number | null;
  },
): Promise<void> {
  await tx.db
    .insertInto('canaries')
    .values({
      portal_id: tx.portalId,
      canary_id: canary.canaryId,
      version: canary.version,
      base: canary.base,
      percent: canary.percent,
      countries: [...canary.countries],
      started_at: canary.startedAt,
      started_by: canary.startedBy,
    })
    .execute();
}

/** Answers: did it still run? */
export async function endCanary(
  tx: PortalTx,
  end: { canaryId: string; at: Date; reason: CanaryEnd; sentence: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('canaries')
    .set({ ended_at: end.at, end_reason: end.reason, sentence: end.sentence })
    .where('canary_id', '=', end.canaryId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What has become of the enquiries first decided since it began, by arm. */
export async function canaryFigures(
  tx: PortalTx,
  { version, startedAt, until }: { version: number; startedAt: Date; until: Date | null },
  ledger: LedgerName,
): Promise<{ canary: ArmFigures; others: ArmFigures }> {
  const { rows } = await sql<ArmFigures & { isCanary: boolean }>`
    select d.policy_version = ${version} as "isCanary", count(*)::int as leads,
      count(*) filter (where d.outcome = 'held' and d.reason = 'nobody_free')::int as held,
      count(*) filter (where exists (
        select 1 from handoffs h join handoff_events e on e.portal_id = h.portal_id and e.handoff_id = h.handoff_id
        where h.portal_id = d.portal_id and h.contact_id = d.contact_id and h.enquiry_id = d.enquiry_id
          and e.contact_id = d.contact_id
          and (e.kind = 'wrong_owner' or (e.kind = 'closed' and e.label = 'taken_over'))))::int as "wrongOwner",
      count(*) filter (where exists (
        select 1 from crm_writes w
        where w.portal_id = d.portal_id and w.decision_id = d.decision_id and w.state = 'refused'))::int as refused
    from decisions d
    where d.portal_id = ${tx.portalId} and d.ledger = ${ledger} and d.replaces is null
      and d.decided_at >= ${startedAt} and (${until}::timestamptz is null or d.decided_at < ${until})
    group by 1`.execute(tx.db);
  const of = (isCanary: boolean): ArmFigures => {
    const { leads = 0, held = 0, wrongOwner = 0, refused = 0 } = rows.find((row) => row.isCanary === isCanary) ?? {};
    return { leads, held, wrongOwner, refused };
  };
  return { canary: of(true), others: of(false) };
}
