import type { HandoffEventKind } from '../handoff-event-kind.ts';
import type { PortalTx } from '../store.ts';

/** Something that happened to a handoff. Ids and labels of closed lists only. */
export interface HandoffEvent {
  handoffId: string;
  contactId: string;
  kind: HandoffEventKind;
  at: Date;
  /** A HubSpot user; null: Baton itself, or a person whom HubSpot does not name. */
  actorUserId?: number | null;
  /** Who has the handoff from then on. */
  ownerId?: string | null;
  /** A reason or an outcome. */
  label?: string | null;
  /** The click that asked for it; one request has one event, ever. */
  requestId?: string | null;
}

/** Appends events in the order given. Throws when a request id has an event already: look with `eventOfRequest` first. */
export async function appendHandoffEvents(tx: PortalTx, events: readonly HandoffEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.db
    .insertInto('handoff_events')
    .values(
      events.map((event) => ({
        portal_id: tx.portalId,
        handoff_id: event.handoffId,
        contact_id: event.contactId,
        kind: event.kind,
        at: event.at,
        actor_user_id: event.actorUserId ?? null,
        owner_id: event.ownerId ?? null,
        label: event.label ?? null,
        request_id: event.requestId ?? null,
      })),
    )
    .execute();
}

/** What a click has done already; null: it is a new one. */
export async function eventOfRequest(
  tx: PortalTx,
  requestId: string,
): Promise<{ handoffId: string; contactId: string; kind: HandoffEventKind } | null> {
  const row = await tx.db
    .selectFrom('handoff_events')
    .select(['handoff_id', 'contact_id', 'kind'])
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row === undefined ? null : { handoffId: row.handoff_id, contactId: row.contact_id, kind: row.kind };
}

/** The latest events of a contact's handoffs, newest first. */
export async function eventsOfContact(
  tx: PortalTx,
  contactId: string,
  { limit }: { limit: number },
): Promise<Required<HandoffEvent>[]> {
  const rows = await tx.db
    .selectFrom('handoff_events')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('event_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    handoffId: row.handoff_id,
    contactId: row.contact_id,
    kind: row.kind,
    at: row.at,
    actorUserId: row.actor_user_id,
    ownerId: row.owner_id,
    label: row.label,
    requestId: row.request_id,
  }));
}
