import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';

/** Notes who waits for an answer. Answers false where this callback is known already: HubSpot asks again after a time-out. */
export async function addCallback(
  tx: PortalTx,
  callback: { callbackId: string; contactId: string; askedAt: Date; lookAt: Date; expiresAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tx.db
    .insertInto('workflow_callbacks')
    .values({
      portal_id: tx.portalId,
      callback_id: callback.callbackId,
      contact_id: callback.contactId,
      asked_at: callback.askedAt,
      look_at: callback.lookAt,
      expires_at: callback.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['portal_id', 'callback_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/**
 * A callback whose time to be looked at has come; `decisionId`: what was decided of its contact since it asked or, where the
 * answer was the one that stood already and nothing waits any more, what stands. null: it waits to be decided.
 */
export interface DueCallback {
  callbackId: string;
  contactId: string;
  expiresAt: Date;
  decisionId: string | null;
}

/** Takes callbacks that are due until `lookAt`: nobody else looks at them before. The longest waiting first. */
export async function takeCallbacks(
  tx: PortalTx,
  { now, lookAt, limit }: { now: Date; lookAt: Date; limit: number },
): Promise<DueCallback[]> {
  const { rows } = await sql<DueCallback>`
    with due as (
      select callback_id from workflow_callbacks
      where portal_id = ${tx.portalId} and answered_at is null and look_at <= ${now}
      order by look_at limit ${limit} for update skip locked)
    update workflow_callbacks w set look_at = ${lookAt}
    from due where w.portal_id = ${tx.portalId} and w.callback_id = due.callback_id
    returning w.callback_id as "callbackId", w.contact_id as "contactId", w.expires_at as "expiresAt",
      (select d.decision_id from decisions d
       where d.portal_id = w.portal_id and d.contact_id = w.contact_id
         and (d.decided_at >= w.asked_at or not exists (
           select 1 from mailbox m
           where m.portal_id = w.portal_id and m.contact_id = w.contact_id and m.state = 'waiting'))
       order by d.seq desc limit 1) as "decisionId"`.execute(tx.db);
  return rows;
}

export async function endCallback(tx: PortalTx, callbackId: string, at: Date): Promise<void> {
  await tx.db
    .updateTable('workflow_callbacks')
    .set({ answered_at: at })
    .where('callback_id', '=', callbackId)
    .execute();
}

/** Forgets callbacks of long ago. */
export async function pruneCallbacks(tx: PortalTx, before: Date): Promise<void> {
  await tx.db
    .deleteFrom('workflow_callbacks')
    .where('portal_id', '=', tx.portalId)
    .where('asked_at', '<', before)
    .execute();
}
