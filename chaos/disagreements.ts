import type { Client } from 'pg';
import type { EmulatorState } from '../emulator/control-api.ts';

/** What must be empty once everything has come to rest, by what it is. Each query has the portal as its parameter. */
const UNFINISHED = {
  'waiting lead': `select contact_id, state, last_error, lease_id is not null as taken from mailbox where portal_id = $1 and last_error is distinct from 'record_gone'`,
  'unfinished CRM write': `select kind, state, last_error from crm_writes where portal_id = $1 and state in ('todo', 'sent')`,
};
const WRONG = {
  'ledger step that does not sum to 0': `
    select enquiry_id, decision_id, sum(amount) from ledger_entries where portal_id = $1 and account = 'credit'
    group by enquiry_id, decision_id, kind having sum(amount) <> 0`,
  'credit that is not the sum of its entries': `
    select owner_id, c.credit, c.make_up, e.* from credits c
    left join (select ledger, scope, owner_id, sum(amount) filter (where account = 'credit') as credited,
                      sum(amount) filter (where account = 'make_up') as missed
               from ledger_entries where portal_id = $1
               group by ledger, scope, owner_id) e using (ledger, scope, owner_id)
    where c.portal_id = $1 and (c.credit <> coalesce(e.credited, 0) or c.make_up <> coalesce(e.missed, 0))`,
  'day that is not the sum of its entries': `
    select ledger, day, scope, owner_id from credit_days d
    full join (select ledger, day, scope, owner_id, sum(amount) as amount from ledger_entries
               where portal_id = $1 and account = 'credit' group by ledger, day, scope, owner_id) e using (ledger, day, scope, owner_id)
    where coalesce(d.portal_id, $1) = $1 and coalesce(d.amount, 0) <> coalesce(e.amount, 0)`,
  'contact whose current decision is not its last one': `
    select c.contact_id from contacts c
    left join decisions now on now.portal_id = c.portal_id and now.decision_id = c.decision_id
    where c.portal_id = $1 and c.decision_id is distinct from
      (select decision_id from decisions d where d.portal_id = $1 and d.contact_id = c.contact_id
         and d.ledger = coalesce(now.ledger, 'live') order by seq desc limit 1)`,
  'notification that was given up': `select kind, last_error from notifications where portal_id = $1 and state = 'failed'`,
  'dead letter': `select contact_id, last_error from mailbox where portal_id = $1 and state = 'dead'`,
  'second open handoff of a contact': `
    select contact_id, count(*) from handoffs where portal_id = $1 and closed_at is null group by contact_id having count(*) > 1`,
};

export interface Disagreements {
  /** It has not come to rest: something waits or is under way. */
  unfinished: string[];
  /** Store and store, or store and CRM, say different things. */
  wrong: string[];
}

/**
 * What does not hold in store and CRM once a story has ended, whatever happened on the way: nothing waits or is unfinished,
 * each contact has one current decision and at most one open handoff, the ledger adds up, and the CRM says what the store
 * says. One line each. `client` sees all rows of the app's database.
 */
export async function findDisagreements(
  client: Client,
  { portalId, state }: { portalId: number; state: EmulatorState },
): Promise<Disagreements> {
  return {
    unfinished: await found(client, portalId, UNFINISHED),
    wrong: [...(await found(client, portalId, WRONG)), ...(await betweenStoreAndCrm(client, portalId, state))],
  };
}

async function found(client: Client, portalId: number, checks: Readonly<Record<string, string>>): Promise<string[]> {
  const lines: string[] = [];
  for (const [what, query] of Object.entries(checks)) {
    const { rows } = await client.query<Record<string, unknown>>(query, [portalId]);
    lines.push(...rows.map((row) => `${what}: ${JSON.stringify(row)}`));
  }
  return lines;
}

async function betweenStoreAndCrm(client: Client, portalId: number, state: EmulatorState): Promise<string[]> {
  const { rows } = await client.query<{ contact_id: string; owner_id: string; task_id: string | null }>(
    `select contact_id, owner_id, task_id from handoffs where portal_id = $1 and closed_at is null`,
    [portalId],
  );
  const contacts = new Map(state.contacts.map((contact) => [contact.id, contact]));
  const tasks = new Map(state.tasks.map((task) => [task.id, task]));
  return rows.flatMap(({ contact_id: contactId, owner_id: ownerId, task_id: taskId }) => {
    const contact = contacts.get(contactId);
    const inCrm = contact?.properties['hubspot_owner_id'] ?? null;
    const task = taskId === null ? undefined : tasks.get(taskId);
    return [
      ...(contact === undefined || contact.archived ? [`contact ${contactId} has an open handoff and is gone`] : []),
      ...(inCrm === ownerId ? [] : [`owner of contact ${contactId}: ${ownerId} in the store, ${inCrm} in the CRM`]),
      ...(taskId !== null && (task === undefined || task.archived)
        ? [`task ${taskId} of contact ${contactId} is gone`]
        : []),
    ];
  });
}
