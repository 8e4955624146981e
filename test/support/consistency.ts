import { expect } from 'vitest';
import type { EmulatorState } from '../../emulator/control-api.ts';
import { asAdmin } from './postgres.ts';

/**
 * What must hold in store and CRM once a story has ended, whatever happened on the way: nothing waits or is unfinished, each
 * contact has one current decision and at most one open handoff, the ledger adds up, and the CRM says what the store says.
 */
export async function assertConsistent(o: {
  databaseUrl: string;
  portalId: number;
  state: EmulatorState;
}): Promise<void> {
  const { databaseUrl, portalId, state } = o;
  await asAdmin(async (client) => {
    const rows = async (sql: string) => (await client.query<Record<string, unknown>>(sql, [portalId])).rows;

    expect(
      await rows(
        `select contact_id, state, last_error from mailbox where portal_id = $1 and last_error is distinct from 'record_gone'`,
      ),
      'waiting leads',
    ).toEqual([]);
    expect(
      await rows(`select kind, state, last_error from crm_writes where portal_id = $1 and state in ('todo', 'sent')`),
      'unfinished CRM writes',
    ).toEqual([]);
    expect(
      await rows(`select enquiry_id, decision_id, sum(amount) from ledger_entries where portal_id = $1 and account = 'credit'
                  group by enquiry_id, decision_id, kind having sum(amount) <> 0`),
      'ledger steps that do not sum to 0',
    ).toEqual([]);
    expect(
      await rows(`select owner_id, c.credit, c.make_up, e.* from credits c
                  left join (select ledger, scope, owner_id, sum(amount) filter (where account = 'credit') as credited,
                                    sum(amount) filter (where account = 'make_up') as missed
                             from ledger_entries where portal_id = $1
                             group by ledger, scope, owner_id) e using (ledger, scope, owner_id)
                  where c.portal_id = $1 and (c.credit <> coalesce(e.credited, 0) or c.make_up <> coalesce(e.missed, 0))`),
      'credits that are not the sum of their entries',
    ).toEqual([]);
    expect(
      await rows(`select ledger, day, scope, owner_id from credit_days d
                  full join (select ledger, day, scope, owner_id, sum(amount) as amount from ledger_entries
                             where portal_id = $1 and account = 'credit' group by ledger, day, scope, owner_id) e using (ledger, day, scope, owner_id)
                  where coalesce(d.portal_id, $1) = $1 and coalesce(d.amount, 0) <> coalesce(e.amount, 0)`),
      'days that are not the sum of their entries',
    ).toEqual([]);
    expect(
      await rows(`select c.contact_id from contacts c where c.portal_id = $1 and c.decision_id is distinct from
                  (select decision_id from decisions d where d.portal_id = $1 and d.contact_id = c.contact_id order by decided_at desc, seq desc limit 1)`),
      'contacts whose current decision is not their last one',
    ).toEqual([]);

    const owners = await client.query<{ contact_id: string; owner_id: string; task_id: string | null }>(
      `select contact_id, owner_id, task_id from handoffs where portal_id = $1 and closed_at is null`,
      [portalId],
    );
    const contacts = new Map(state.contacts.map((contact) => [contact.id, contact]));
    const tasks = new Set(state.tasks.filter((task) => !task.archived).map((task) => task.id));
    for (const handoff of owners.rows) {
      expect(
        contacts.get(handoff.contact_id)?.properties['hubspot_owner_id'],
        `owner of contact ${handoff.contact_id}`,
      ).toBe(handoff.owner_id);
      if (handoff.task_id !== null)
        expect(tasks.has(handoff.task_id), `task of contact ${handoff.contact_id}`).toBe(true);
    }
  }, databaseUrl);
}
