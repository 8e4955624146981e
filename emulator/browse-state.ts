import type { z } from 'zod';
import { primaryCompanyId } from './associate.ts';
import type {
  contactsQuery,
  ContactsAnswer,
  ListedContact,
  PortalsAnswer,
  RecordAnswer,
  SeenActivity,
  SeenProperty,
} from './browse-api.ts';
import { stateOfContact, stateOfTask } from './control-state.ts';
import { linksTo } from './links.ts';
import type { CrmRecord, ObjectType, Portal } from './model.ts';
import { findRecord } from './portal.ts';
import { notFound } from './refusal.ts';
import type { World } from './world.ts';

/** What a list of contacts shows. */
const LISTED = [
  'firstname',
  'lastname',
  'email',
  'company',
  'jobtitle',
  'country',
  'hubspot_owner_id',
  'lifecyclestage',
  'baton_status',
  'baton_urgency',
  'baton_sla_due',
];

/** All accounts with their people, and where the app is. */
export function seenPortals(world: World): PortalsAnswer {
  const portals = [...world.portals.values()].map((portal) => ({
    portalId: portal.portalId,
    timeZone: portal.timeZone,
    installed: world.oauth.isInstalled(portal.portalId),
    contacts: portal.records.contacts.size,
    teams: [...portal.teams],
    users: [...portal.users.values()],
  }));
  return { app: { appId: world.app.appId, url: world.appUrl() }, portals };
}

/** The newest contacts, as a list shows them. */
export function seenContacts(portal: Portal, query: z.output<typeof contactsQuery>): ContactsAnswer {
  const wanted = query.search.trim().toLowerCase();
  const live = [...portal.records.contacts.values()].filter(
    (contact) => contact.archivedAtMs === null && (wanted === '' || searchText(contact).includes(wanted)),
  );
  live.sort((a, b) => b.createdAtMs - a.createdAtMs || Number(b.id) - Number(a.id));
  return { total: live.length, contacts: live.slice(0, query.limit).map(listed) };
}

/** One contact with its company, tasks and activities. Throws 404. */
export function seenRecord(portal: Portal, contactId: string): RecordAnswer {
  const contact = findRecord(portal, 'contacts', contactId);
  if (contact === undefined) throw notFound(`Portal ${portal.portalId} has no contact ${contactId}.`);
  const companyId = primaryCompanyId(contact);
  const company = companyId === null ? undefined : portal.records.companies.get(companyId);
  const activities = [
    ...linked(portal, contact, 'calls').map((call) => activity('call', call)),
    ...linked(portal, contact, 'notes').map((note) => activity('note', note)),
  ];
  return {
    contact: stateOfContact(contact),
    company: company === undefined ? null : { id: company.id, properties: Object.fromEntries(company.values) },
    tasks: linked(portal, contact, 'tasks').map(stateOfTask).toReversed(),
    activities: activities.sort((a, b) => b.atMs - a.atMs || Number(b.id) - Number(a.id)),
  };
}

/** Names, labels and options of contact properties. */
export function seenProperties(portal: Portal): SeenProperty[] {
  return [...portal.properties.contacts.values()].map(({ name, label, type, options }) => ({
    name,
    label,
    type,
    options: options.map((option) => ({ value: option.value, label: option.label })),
  }));
}

function listed(contact: CrmRecord): ListedContact {
  const properties: Record<string, string> = {};
  for (const name of LISTED) {
    const value = contact.values.get(name);
    if (value !== undefined) properties[name] = value;
  }
  return { id: contact.id, createdAtMs: contact.createdAtMs, source: contact.actor.source, properties };
}

function searchText({ values }: CrmRecord): string {
  return ['firstname', 'lastname', 'email', 'company']
    .map((name) => values.get(name) ?? '')
    .join(' ')
    .toLowerCase();
}

function linked(portal: Portal, contact: CrmRecord, type: ObjectType): CrmRecord[] {
  return [...linksTo(contact, type).keys()]
    .map((id) => portal.records[type].get(id))
    .filter((record) => record !== undefined)
    .filter(({ archivedAtMs }) => archivedAtMs === null);
}

function activity(kind: SeenActivity['kind'], record: CrmRecord): SeenActivity {
  return {
    id: record.id,
    kind,
    atMs: Number(new Date(record.values.get('hs_timestamp') ?? record.createdAtMs)),
    ownerId: record.values.get('hubspot_owner_id') ?? null,
    text: record.values.get(kind === 'call' ? 'hs_call_body' : 'hs_note_body') ?? '',
    outcome: record.values.get('hs_call_status') ?? null,
  };
}
