import { ENQUIRY_PROPERTIES } from '../hubspot/subscriptions.ts';
import { isPersonSource, laneOfSource } from '../policy/sources.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { MailboxReason } from '../store/mailbox-reason.ts';
import type { MetContact } from '../store/tables/webhook-events.ts';
import type { HubSpotEvent } from './events.ts';

export type Consequence =
  | { do: 'wake'; contactId: string; lane: Lane; reason: MailboxReason }
  | { do: 'forget'; contactId: string; gone: 'deleted' | 'privacy' | 'merged'; mergedInto: string | null; atMs: number }
  | { do: 'restore'; contactId: string; atMs: number };

export interface KeptEvent {
  event: HubSpotEvent;
  consequences: readonly Consequence[];
}

export interface Judgement {
  kept: readonly KeptEvent[];
  /** Our own writes come back as events. */
  ownWrites: number;
  /** Nothing that Baton looks after. */
  unrelated: number;
}

/** How long our writing of an owner explains an event with the same value that does not say who made it. */
const OWN_WRITE_MEMORY_MS = 600_000;

/** Values that these write are data, not somebody asking: an ordinary change. */
const DATA_SOURCES: ReadonlySet<string> = new Set([
  'IMPORT',
  'EMAIL_INBOX_IMPORT',
  'INTEGRATION',
  'INTEGRATIONS_PLATFORM',
  'INTEGRATIONS_SYNC',
  'API',
  'SALESFORCE',
  'MIGRATION',
  'BATCH_UPDATE',
  'MERGE_CONTACTS',
  'MERGE_OBJECTS',
  'RESTORE_OBJECTS',
]);

/** Logging a lead's reply is done in a user's name, yet it is the lead who wrote. */
const MAIL_SOURCES: ReadonlySet<string> = new Set(['GMAIL_INTEGRATION', 'EMAIL_INTEGRATION', 'SALES']);

/** A workflow may touch thousands of contacts at once. */
const AUTOMATION_SOURCES: ReadonlySet<string> = new Set(['AUTOMATION_PLATFORM', 'WORKFLOWS']);

const enquiryProperties: ReadonlySet<string> = new Set(ENQUIRY_PROPERTIES);

/**
 * Which events of one portal matter, and what follows from them. Enquiries always do, whoever the contact is; other
 * changes only for contacts that wait or are followed, so that an edit of an old record costs nothing.
 */
export function judgeEvents(options: {
  events: readonly HubSpotEvent[];
  met: ReadonlyMap<string, MetContact>;
  /** Of the contacts that are gone those that HubSpot is believed to have deleted, and since when. */
  deletedSince: ReadonlyMap<string, Date>;
  appId: number;
}): Judgement {
  const { events, met, deletedSince, appId } = options;
  // HubSpot sends a new contact's first values as changes beside its creation: they belong to the same enquiry.
  const asking = new Set(events.flatMap((event) => (isEnquiry(event) ? [event.contactId] : [])));
  const restored = new Set(events.flatMap((event) => (event.kind === 'contact_restored' ? [event.contactId] : [])));
  const revived = new Set(events.flatMap((event) => (revives(event) ? [event.contactId] : [])));
  const alive = (contactId: string) =>
    restored.has(contactId) || revived.has(contactId) || met.get(contactId)?.gone !== true;
  const cared = (contactId: string) => {
    const contact = met.get(contactId);
    return alive(contactId) && (asking.has(contactId) || contact?.waiting === true || contact?.followed === true);
  };
  const seen = (contactId: string) => met.has(contactId) || asking.has(contactId);

  const kept: KeptEvent[] = [];
  let ownWrites = 0;
  let unrelated = 0;
  for (const event of events) {
    if (isOwnWrite(event, met, appId)) {
      ownWrites += 1;
      continue;
    }
    const consequences = consequencesOf(event);
    if (consequences.length === 0) unrelated += 1;
    else kept.push({ event, consequences });
  }
  return { kept, ownWrites, unrelated };

  /** Somebody who asks is there: a deletion that was only concluded from a missing answer was wrong. */
  function revives(event: HubSpotEvent): event is Enquiry {
    if (!isEnquiry(event)) return false;
    const since = deletedSince.get(event.contactId);
    return since !== undefined && event.occurredAt > since.getTime();
  }

  function consequencesOf(event: HubSpotEvent): Consequence[] {
    const followed = outcomeOf(event);
    return revives(event)
      ? [{ do: 'restore', contactId: event.contactId, atMs: event.occurredAt }, ...followed]
      : followed;
  }

  function outcomeOf(event: HubSpotEvent): Consequence[] {
    switch (event.kind) {
      case 'contact_created':
        return alive(event.contactId) ? [wake(event, event.contactId, 'enquiry', 'creation')] : [];
      case 'contact_changed':
        return cared(event.contactId) ? [changed(event)] : [];
      case 'company_linked':
        return cared(event.contactId) ? [wake(event, event.contactId, 'company', 'association')] : [];
      case 'company_changed':
        return [...met.values()]
          .filter((contact) => contact.companyId === event.companyId && cared(contact.contactId))
          .map((contact) => wake(event, contact.contactId, 'company', event.property));
      case 'contact_deleted':
      case 'contact_erased': {
        const gone = event.kind === 'contact_erased' ? 'privacy' : 'deleted';
        return seen(event.contactId) ? [forget(event, event.contactId, gone, null)] : [];
      }
      case 'contact_restored': {
        if (!seen(event.contactId)) return [];
        const back: Consequence = { do: 'restore', contactId: event.contactId, atMs: event.occurredAt };
        return cared(event.contactId) ? [back, wake(event, event.contactId, 'change', 'restore')] : [back];
      }
      case 'contacts_merged': {
        const losers = event.loserIds.filter(seen);
        // One that was missing when it was read may have been merged by then; nobody merges a contact that is deleted.
        const carried = losers.some((loserId) => cared(loserId) || deletedSince.has(loserId));
        return [
          ...losers.map((loserId) => forget(event, loserId, 'merged', event.contactId)),
          ...(cared(event.contactId) || carried ? [wake(event, event.contactId, 'change', 'merge')] : []),
        ];
      }
      default:
        return [];
    }
  }
}

type Enquiry = Extract<HubSpotEvent, { kind: 'contact_created' | 'contact_changed' }>;

function isEnquiry(event: HubSpotEvent): event is Enquiry {
  if (event.kind === 'contact_created') return true;
  if (event.kind !== 'contact_changed' || !enquiryProperties.has(event.property)) return false;
  if (event.property === 'hs_sales_email_last_replied' && MAIL_SOURCES.has(event.source)) return true;
  return !byPerson(event) && !DATA_SOURCES.has(event.source);
}

function byPerson(event: HubSpotEvent): boolean {
  return isPersonSource(event.source) || event.sourceId?.startsWith('userId:') === true;
}

function isOwnWrite(event: HubSpotEvent, met: ReadonlyMap<string, MetContact>, appId: number): boolean {
  if (event.kind !== 'contact_changed') return false;
  if (event.source === 'INTEGRATION' && event.sourceId === String(appId)) return true;
  // HubSpot does not promise the app's id in sourceId, so what we wrote lately is remembered as well.
  const contact = met.get(event.contactId);
  if (event.property !== 'hubspot_owner_id' || byPerson(event) || !contact || contact.ownerWrittenAtMs === null)
    return false;
  return (
    event.value === contact.ownerWritten && Math.abs(event.occurredAt - contact.ownerWrittenAtMs) <= OWN_WRITE_MEMORY_MS
  );
}

function changed(event: Extract<HubSpotEvent, { kind: 'contact_changed' }>): Consequence {
  const { contactId, property, value } = event;
  if (isEnquiry(event)) return wake(event, contactId, 'enquiry', property);
  if (property !== 'hubspot_owner_id') return wake(event, contactId, 'change', property);
  return wake(event, contactId, byPerson(event) ? 'owner' : 'change', property, value);
}

function wake(
  { source, sourceId, occurredAt }: HubSpotEvent,
  contactId: string,
  kind: MailboxReason['kind'],
  what: string,
  ownerId?: string,
): Consequence {
  const reason = { kind, what, source, sourceId, occurredAt, ...(ownerId === undefined ? {} : { ownerId }) };
  // HubSpot names many internal sources for what a visitor has just done; only the record's own source tells imports.
  const askedAgain = kind === 'enquiry' && what !== 'creation' && !AUTOMATION_SOURCES.has(source);
  return { do: 'wake', contactId, lane: askedAgain ? 'fresh' : laneOfSource(source), reason };
}

function forget(
  event: HubSpotEvent,
  contactId: string,
  gone: 'deleted' | 'privacy' | 'merged',
  mergedInto: string | null,
): Consequence {
  return { do: 'forget', contactId, gone, mergedInto, atMs: event.occurredAt };
}
