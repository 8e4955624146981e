import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';
import { SUPERSEDED } from './crm-writes.ts';
import { resolveException } from './exceptions.ts';

/**
 * What an erase ends beside the contact's own row: nobody is told any more, nothing more is written, and what would have led
 * elsewhere is forgotten, as it tells what the contact was like. What was sent already is left to whoever finishes it. The
 * verdicts stay: they hold ids and labels only, and the receipts are made of them. Safe to repeat.
 */
export async function forgetRest(tx: PortalTx, contactId: string): Promise<void> {
  await tx.db
    .updateTable('crm_writes')
    .set(SUPERSEDED)
    .where('contact_id', '=', contactId)
    .where('state', '=', 'todo')
    .execute();
  await tx.db
    .deleteFrom('notifications')
    .where('contact_id', '=', contactId)
    .where('state', 'in', ['todo', 'sent'])
    .execute();
  await tx.db
    .updateTable('decisions')
    .set({ flips: sql<null>`null` })
    .where('contact_id', '=', contactId)
    .where('flips', 'is not', null)
    .execute();
  await resolveException(tx, { kind: 'dead_letter', subject: contactId });
}
