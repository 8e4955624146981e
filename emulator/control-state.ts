import { primaryCompanyId } from './associate.ts';
import type { EmulatorState, HistoryEntry } from './control-api.ts';
import { linksTo } from './links.ts';
import type { CrmRecord, Portal } from './model.ts';
import type { World } from './world.ts';

/** One portal as it is now, with what the app called and what it was sent. */
export function stateOf(world: World, portal: Portal): EmulatorState {
  const calls = world.log.counts(portal.portalId);
  const webhooks = world.webhooks.counts(portal.portalId);
  return {
    nowMs: Date.now(),
    installed: world.oauth.isInstalled(portal.portalId),
    contacts: [...portal.records.contacts.values()].map(stateOfContact),
    tasks: [...portal.records.tasks.values()].map(stateOfTask),
    lists: [...portal.lists].map(([id, { members }]) => ({ id, contactIds: [...members.keys()] })),
    enrolments: [...portal.enrolments].map(([contactId, enrolment]) => ({ contactId, ...enrolment })),
    calls,
    searchCalls: sum(calls.filter(({ path }) => path.endsWith('/search'))),
    rateLimited: sum(calls.filter(({ status }) => status === 429)),
    undeliveredWebhooks: webhooks.undelivered,
    deliveredWebhooks: webhooks.delivered,
    lostWebhooks: webhooks.lost,
  };
}

/** A task as the control API shows it. */
export function stateOfTask(task: CrmRecord): EmulatorState['tasks'][number] {
  return {
    id: task.id,
    createdAtMs: task.createdAtMs,
    archived: task.archivedAtMs !== null,
    contactIds: [...linksTo(task, 'contacts').keys()],
    properties: Object.fromEntries(task.values),
  };
}

/** A contact as the control API shows it. */
export function stateOfContact(contact: CrmRecord): EmulatorState['contacts'][number] {
  return {
    id: contact.id,
    createdAtMs: contact.createdAtMs,
    source: contact.actor.source,
    lateAtMs: contact.lateAtMs,
    archived: contact.archivedAtMs !== null,
    properties: Object.fromEntries(contact.values),
    companyId: primaryCompanyId(contact),
    history: {
      hubspot_owner_id: historyOf(contact, 'hubspot_owner_id'),
      baton_status: historyOf(contact, 'baton_status'),
    },
  };
}

function historyOf(record: CrmRecord, name: string): HistoryEntry[] {
  return (record.history.get(name) ?? []).map(({ value, atMs, actor }) => ({
    value,
    atMs,
    source: actor.source,
    sourceId: actor.sourceId,
  }));
}

function sum(calls: readonly { count: number }[]): number {
  return calls.reduce((total, { count }) => total + count, 0);
}
