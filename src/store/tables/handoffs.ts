import { sql } from 'kysely';
import type { Outcome, SlaState, Urgency } from '../../policy/taxonomy.ts';
import type { PortalTx } from '../store.ts';
import { resolveException } from './exceptions.ts';
import { appendHandoffEvents } from './handoff-events.ts';
import { endFollowUps } from './handoff-follow-ups.ts';

export interface NewHandoff {
  handoffId: string;
  contactId: string;
  enquiryId: string;
  decisionId: string;
  ownerId: string;
  pool: string | null;
  urgency: Urgency;
  slaState: SlaState;
  clock: HandoffClock;
  /** The six parts, sealed under the contact's key. */
  parts: Buffer;
  openedAt: Date;
}

/** When something is awaited of an owner. All null: no clock runs. */
export interface HandoffClock {
  /** Until when a person is to have acted. */
  dueAt: Date | null;
  /** Until when somebody is to have accepted it; null: nobody has to. */
  acceptDueAt: Date | null;
  remindAt: Date | null;
  /** When to look next. */
  lookAt: Date | null;
}

/** Nothing is awaited of anybody. */
export const NO_CLOCK: HandoffClock = { dueAt: null, acceptDueAt: null, remindAt: null, lookAt: null };

export interface OpenHandoffRow {
  handoffId: string;
  contactId: string;
  enquiryId: string;
  decisionId: string;
  ownerId: string;
  pool: string | null;
  status: 'offered' | 'accepted' | 'acted';
  revision: number;
  enquiries: number;
  urgency: Urgency;
  slaState: SlaState;
  slaDueAt: Date | null;
  openedAt: Date;
  /** When its present owner got it. */
  ownerSince: Date;
  lapsedOwnerIds: readonly string[];
  /** The pool to which the lead belongs, wherever it has gone since. */
  homePool: string | null;
  /** HubSpot's id of the open handoff task; null while there is none. */
  taskId: string | null;
  /** The id of the write that created the task: the mark in its body. */
  taskMark: string | null;
  /** The six parts, sealed under the contact's key; null: erased. */
  parts: Buffer | null;
}

/**
 * Opens handoffs and notes that they were offered. Throws on a second open handoff of a contact: the unique index keeps that
 * promise, not the caller.
 */
export async function insertHandoffs(tx: PortalTx, rows: readonly NewHandoff[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('handoffs')
    .values(
      rows.map((row) => ({
        portal_id: tx.portalId,
        handoff_id: row.handoffId,
        contact_id: row.contactId,
        enquiry_id: row.enquiryId,
        decision_id: row.decisionId,
        owner_id: row.ownerId,
        pool: row.pool,
        home_pool: row.pool,
        status: 'offered' as const,
        urgency: row.urgency,
        sla_state: row.slaState,
        sla_due_at: row.clock.dueAt,
        accept_due_at: row.clock.acceptDueAt,
        remind_at: row.clock.remindAt,
        look_at: row.clock.lookAt,
        owner_since: row.openedAt,
        parts: row.parts,
        opened_at: row.openedAt,
      })),
    )
    .execute();
  await appendHandoffEvents(
    tx,
    rows.map(({ handoffId, contactId, ownerId, openedAt }) => ({
      kind: 'offered',
      handoffId,
      contactId,
      ownerId,
      at: openedAt,
    })),
  );
}

/** The open handoffs of these contacts: at most one each. */
export async function openHandoffs(tx: PortalTx, contactIds: readonly string[]): Promise<OpenHandoffRow[]> {
  if (contactIds.length === 0) return [];
  const rows = await tx.db
    .selectFrom('handoffs as h')
    .leftJoin('crm_writes as w', (join) =>
      join
        .onRef('w.portal_id', '=', 'h.portal_id')
        .onRef('w.handoff_id', '=', 'h.handoff_id')
        .onRef('w.hubspot_id', '=', 'h.task_id')
        // Spelled out, so that every plan can use the partial index.
        .on('w.kind', '=', sql.lit('task_create')),
    )
    .select([
      'h.handoff_id',
      'h.contact_id',
      'h.enquiry_id',
      'h.decision_id',
      'h.owner_id',
      'h.pool',
      'h.status',
      'h.revision',
      'h.enquiries',
      'h.urgency',
      'h.sla_state',
      'h.sla_due_at',
      'h.opened_at',
      'h.owner_since',
      'h.lapsed_owner_ids',
      'h.home_pool',
      'h.task_id',
      'h.parts',
      'w.write_id',
    ])
    .where('h.contact_id', 'in', [...contactIds])
    .where('h.closed_at', 'is', null)
    .execute();
  return rows.flatMap((row) => {
    if (row.status === 'closed') return [];
    return {
      handoffId: row.handoff_id,
      contactId: row.contact_id,
      enquiryId: row.enquiry_id,
      decisionId: row.decision_id,
      ownerId: row.owner_id,
      pool: row.pool,
      status: row.status,
      revision: row.revision,
      enquiries: row.enquiries,
      urgency: row.urgency,
      slaState: row.sla_state,
      slaDueAt: row.sla_due_at,
      openedAt: row.opened_at,
      ownerSince: row.owner_since,
      lapsedOwnerIds: row.lapsed_owner_ids,
      homePool: row.home_pool,
      taskId: row.task_id,
      taskMark: row.write_id,
      parts: row.parts,
    };
  });
}

/** A handoff, open or closed, as far as its end must know it. */
export interface EndedHandoff {
  enquiryId: string;
  decisionId: string;
  ownerId: string;
  pool: string | null;
  /** HubSpot's id of its task; null while there is none. */
  taskId: string | null;
}

export async function handoffsById(tx: PortalTx, handoffIds: readonly string[]): Promise<Map<string, EndedHandoff>> {
  if (handoffIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('handoffs')
    .select(['handoff_id', 'enquiry_id', 'decision_id', 'owner_id', 'pool', 'task_id'])
    .where('handoff_id', 'in', [...handoffIds])
    .execute();
  return new Map(
    rows.map((row) => [
      row.handoff_id,
      {
        enquiryId: row.enquiry_id,
        decisionId: row.decision_id,
        ownerId: row.owner_id,
        pool: row.pool,
        taskId: row.task_id,
      },
    ]),
  );
}

/** How many handoffs each person has open; people with none are absent. */
export async function openHandoffCounts(tx: PortalTx): Promise<Map<string, number>> {
  const rows = await tx.db
    .selectFrom('handoffs')
    .select(['owner_id', sql<number>`count(*)::int`.as('open')])
    .where('closed_at', 'is', null)
    .groupBy('owner_id')
    .execute();
  return new Map(rows.map((row) => [row.owner_id, row.open]));
}

/** Notes which tasks belong to handoffs. Answers those of handoffs that are closed already: nobody has to do them any more. */
export async function setTaskId(
  tx: PortalTx,
  rows: readonly { handoffId: string; taskId: string }[],
): Promise<{ handoffId: string; contactId: string; taskId: string }[]> {
  if (rows.length === 0) return [];
  const values = sql.join(rows.map((row) => sql`(${row.handoffId}::uuid, ${row.taskId}::text)`));
  const { rows: set } = await sql<{ handoffId: string; contactId: string; taskId: string; closed: boolean }>`
    update handoffs h set task_id = v.task_id
    from (values ${values}) as v (handoff_id, task_id)
    where h.portal_id = ${tx.portalId} and h.handoff_id = v.handoff_id
    returning h.handoff_id as "handoffId", h.contact_id as "contactId", h.task_id as "taskId",
              h.closed_at is not null as closed`.execute(tx.db);
  return set.flatMap(({ closed, ...task }) => (closed ? [task] : []));
}

/** Ends the exceptions about a handoff on which somebody has acted, or which is over. */
export async function resolveAnswered(tx: PortalTx, contactId: string): Promise<void> {
  for (const kind of ['nobody_acted', 'needs_context']) await resolveException(tx, { kind, subject: contactId });
}

/** How a handoff ends. */
export interface HandoffEnd {
  handoffId: string;
  outcome: Outcome;
  at: Date;
  /** What becomes of its clock; absent: it never counts. */
  slaState?: SlaState;
  /** Who ended it, if HubSpot named a user. */
  by?: { userId: number; requestId: string };
}

/**
 * Closes handoffs, notes it in their history and on their contacts when. Safe to repeat: a handoff that is closed already
 * keeps its first outcome. Returns the ids that were closed by this call.
 */
export async function closeHandoffs(tx: PortalTx, rows: readonly HandoffEnd[]): Promise<Set<string>> {
  const closed = new Set<string>();
  for (const { handoffId, outcome, at, slaState = 'none', by } of rows) {
    const row = await tx.db
      .updateTable('handoffs')
      .set({
        status: 'closed',
        outcome,
        // HubSpot's clock may say that a person was quicker than the offer itself.
        closed_at: sql<Date>`greatest(${at}::timestamptz, opened_at)`,
        sla_state: slaState,
        look_at: null,
        revision: sql`revision + 1`,
      })
      .where('handoff_id', '=', handoffId)
      .where('closed_at', 'is', null)
      .returning(['contact_id', 'owner_id', sql<Date>`closed_at`.as('closed_at')])
      .executeTakeFirst();
    if (row === undefined) continue;
    closed.add(handoffId);
    await tx.db
      .updateTable('contacts')
      .set({ handoff_closed_at: row.closed_at })
      .where('contact_id', '=', row.contact_id)
      .execute();
    await resolveAnswered(tx, row.contact_id);
    await appendHandoffEvents(tx, [
      {
        kind: 'closed',
        handoffId,
        contactId: row.contact_id,
        ownerId: row.owner_id,
        label: outcome,
        at: row.closed_at,
        actorUserId: by?.userId ?? null,
        requestId: by?.requestId ?? null,
      },
    ]);
  }
  await endFollowUps(tx, [...closed]);
  return closed;
}
