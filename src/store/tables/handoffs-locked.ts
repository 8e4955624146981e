import { sql } from 'kysely';
import type { SlaState } from '../../policy/taxonomy.ts';
import type { PortalTx } from '../store.ts';
import type { EndedHandoff } from './handoffs.ts';

/** A handoff under a lock, open or closed. */
export interface LockedHandoff extends EndedHandoff {
  handoffId: string;
  contactId: string;
  status: 'offered' | 'accepted' | 'acted' | 'closed';
  revision: number;
  slaState: SlaState;
  slaDueAt: Date | null;
}

/** Locks a handoff to the end of the transaction; null: the portal has none of this id. */
export async function lockHandoff(tx: PortalTx, handoffId: string): Promise<LockedHandoff | null> {
  const row = await tx.db
    .selectFrom('handoffs')
    .select([
      'handoff_id',
      'contact_id',
      'enquiry_id',
      'decision_id',
      'owner_id',
      'pool',
      'task_id',
      'status',
      'revision',
      'sla_state',
      'sla_due_at',
    ])
    .where('handoff_id', '=', handoffId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    handoffId: row.handoff_id,
    contactId: row.contact_id,
    enquiryId: row.enquiry_id,
    decisionId: row.decision_id,
    ownerId: row.owner_id,
    pool: row.pool,
    taskId: row.task_id,
    status: row.status,
    revision: row.revision,
    slaState: row.sla_state,
    slaDueAt: row.sla_due_at,
  };
}

/** Somebody has accepted an open handoff. */
export async function markAccepted(tx: PortalTx, handoffId: string): Promise<void> {
  await tx.db
    .updateTable('handoffs')
    .set({ status: 'accepted', revision: sql`revision + 1` })
    .where('handoff_id', '=', handoffId)
    .where('closed_at', 'is', null)
    .execute();
}

/** Something was said about a handoff: who has seen it before has not seen this. */
export async function touchHandoff(tx: PortalTx, handoffId: string): Promise<void> {
  await tx.db
    .updateTable('handoffs')
    .set({ revision: sql`revision + 1` })
    .where('handoff_id', '=', handoffId)
    .execute();
}
