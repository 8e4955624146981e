import { sql } from 'kysely';
import type { SlaState, VerdictOutcome } from '../../policy/taxonomy.ts';
import type { Verdict } from '../../policy/verdict.ts';
import type { HandoffEventKind, LedgerName, MailboxState } from '../schema.ts';
import type { PortalTx } from '../store.ts';
import { openContactKey, openForContact } from './contact-keys.ts';
import type { Gone } from './contacts.ts';

/** What the card knows of a decision. */
export interface CardDecision {
  ledger: LedgerName;
  outcome: VerdictOutcome;
  verdict: Verdict;
  policyVersion: number;
  decidedAt: Date;
}

export interface CardHandoff {
  handoffId: string;
  ownerId: string;
  pool: string | null;
  status: 'offered' | 'accepted' | 'acted' | 'closed';
  revision: number;
  enquiries: number;
  slaState: SlaState;
  slaDueAt: Date | null;
  openedAt: Date;
  closedAt: Date | null;
  outcome: string | null;
  /** The decision that it rests on. */
  decision: CardDecision | null;
}

/** Everything that is stored about one contact, as far as the card shows it. */
export interface CardRows {
  gone: Gone | null;
  erased: boolean;
  waiting: { state: MailboxState; since: Date; lastError: string | null } | null;
  /** The contact's current decision. */
  decision: CardDecision | null;
  /** The contact's last handoff, open or closed. */
  handoff: CardHandoff | null;
  /** The six parts, decrypted; the reader parses them. null: there are none, or they were erased. */
  openParts(): Promise<unknown>;
}

interface Row {
  gone: Gone | null;
  erased_at: Date | null;
  contact_key: Buffer | null;
  state: MailboxState | null;
  waiting_since: Date;
  last_error: string | null;
  ledger: LedgerName | null;
  decision_outcome: VerdictOutcome;
  verdict: Verdict;
  policy_version: number;
  decided_at: Date;
  handoff_id: string | null;
  owner_id: string;
  pool: string | null;
  status: CardHandoff['status'];
  revision: number;
  enquiries: number;
  sla_state: SlaState;
  sla_due_at: Date | null;
  parts: Buffer | null;
  opened_at: Date;
  closed_at: Date | null;
  outcome: string | null;
  h_ledger: LedgerName | null;
  h_outcome: VerdictOutcome;
  h_verdict: Verdict;
  h_policy_version: number;
  h_decided_at: Date;
}

/** One query by keys only, because a rep waits for it. Strangers give a row of nothing. */
export async function readCardRows(tx: PortalTx, contactId: string): Promise<CardRows> {
  const { rows } = await sql<Row>`
    select c.gone, c.erased_at, c.contact_key,
           m.state, m.waiting_since, m.last_error,
           d.ledger, d.outcome as decision_outcome, d.verdict, d.policy_version, d.decided_at,
           h.handoff_id, h.owner_id, h.pool, h.status, h.revision, h.enquiries, h.sla_state, h.sla_due_at, h.parts,
           h.opened_at, h.closed_at, h.outcome,
           hd.ledger as h_ledger, hd.outcome as h_outcome, hd.verdict as h_verdict,
           hd.policy_version as h_policy_version, hd.decided_at as h_decided_at
    from (select ${tx.portalId}::bigint as portal_id, ${contactId}::text as contact_id) asked
    left join contacts c on c.portal_id = asked.portal_id and c.contact_id = asked.contact_id
    left join mailbox m on m.portal_id = asked.portal_id and m.contact_id = asked.contact_id
    left join decisions d on d.portal_id = asked.portal_id and d.decision_id = c.decision_id
    left join lateral (
      select * from handoffs
      where portal_id = asked.portal_id and contact_id = asked.contact_id
      order by opened_at desc limit 1
    ) h on true
    left join decisions hd on hd.portal_id = asked.portal_id and hd.decision_id = h.decision_id`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) throw new Error('a query without a condition answered no row');
  return {
    gone: row.gone,
    erased: row.erased_at !== null,
    waiting: row.state === null ? null : { state: row.state, since: row.waiting_since, lastError: row.last_error },
    decision:
      row.ledger === null
        ? null
        : {
            ledger: row.ledger,
            outcome: row.decision_outcome,
            verdict: row.verdict,
            policyVersion: row.policy_version,
            decidedAt: row.decided_at,
          },
    handoff: handoffOf(row),
    async openParts() {
      if (row.parts === null || row.contact_key === null) return null;
      const key = openContactKey(await tx.portalKey(), { portalId: tx.portalId, contactId, wrapped: row.contact_key });
      return openForContact(key, row.parts);
    },
  };
}

function handoffOf(row: Row): CardHandoff | null {
  if (row.handoff_id === null) return null;
  return {
    handoffId: row.handoff_id,
    ownerId: row.owner_id,
    pool: row.pool,
    status: row.status,
    revision: row.revision,
    enquiries: row.enquiries,
    slaState: row.sla_state,
    slaDueAt: row.sla_due_at,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    outcome: row.outcome,
    decision:
      row.h_ledger === null
        ? null
        : {
            ledger: row.h_ledger,
            outcome: row.h_outcome,
            verdict: row.h_verdict,
            policyVersion: row.h_policy_version,
            decidedAt: row.h_decided_at,
          },
  };
}

/** One line of a contact's history: what happened to a handoff, or a decision that made none. */
export interface HistoryRow {
  what: HandoffEventKind | Exclude<VerdictOutcome, 'routed'>;
  at: Date;
  actorUserId: number | null;
  ownerId: string | null;
  label: string | null;
}

/** The latest lines, newest first. */
export async function readHistory(
  tx: PortalTx,
  contactId: string,
  { limit }: { limit: number },
): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    (select kind as what, at, actor_user_id as "actorUserId", owner_id as "ownerId", label
     from handoff_events where portal_id = ${tx.portalId} and contact_id = ${contactId}
     order by event_id desc limit ${limit})
    union all
    (select outcome, decided_at, null, owner_id, reason
     from decisions where portal_id = ${tx.portalId} and contact_id = ${contactId} and outcome <> 'routed' and ledger = 'live'
     order by seq desc limit ${limit})
    order by at desc limit ${limit}`.execute(tx.db);
  return rows;
}
