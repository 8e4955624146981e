import { sql, type Selectable } from 'kysely';
import type { Flips } from '../../policy/flips/flip.ts';
import type { Override } from '../../policy/override.ts';
import type { SlaState, VerdictOutcome } from '../../policy/taxonomy.ts';
import type { Verdict } from '../../policy/verdict.ts';
import type { HandoffEventKind } from '../handoff-event-kind.ts';
import type { Database, LedgerName, MailboxState } from '../schema.ts';
import type { PortalTx, WrappedPortalKey } from '../store.ts';
import { openContactKey, openForContact } from './contact-keys.ts';
import type { Gone } from './contacts.ts';
import { PORTAL_COLUMNS, portalFacts, type PortalFacts } from './portals.ts';

/** What the card knows of a decision. */
export interface CardDecision {
  decisionId: string;
  ledger: LedgerName;
  outcome: VerdictOutcome;
  verdict: Verdict;
  /** null: decided before they were kept. */
  flips: Flips | null;
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

/** One line of a contact's history: what happened to a handoff, or a decision that made none. */
export interface HistoryRow {
  what: HandoffEventKind | Exclude<VerdictOutcome, 'routed'>;
  at: Date;
  actorUserId: number | null;
  ownerId: string | null;
  label: string | null;
}

/** Everything that is stored about one contact, as far as the card shows it. */
export interface CardRows {
  portal: PortalFacts;
  /** null: the portal has none yet. */
  policy: { version: number; hash: string } | null;
  gone: Gone | null;
  waiting: { state: MailboxState; since: Date; lastError: string | null } | null;
  /** The contact's current decision. */
  decision: CardDecision | null;
  /** The contact's last handoff, open or closed. */
  handoff: CardHandoff | null;
  /** What an admin has set of the handoff's owner; it may have expired. */
  override: (Override & { ownerId: string }) | null;
  /** Newest first. */
  history: HistoryRow[];
  /** The six parts, decrypted; the reader parses them. null: there are none, or they were erased. */
  openParts(): Promise<unknown>;
}

type Portal = Pick<Selectable<Database['portals']>, (typeof PORTAL_COLUMNS)[number]>;
interface Row extends Portal, WrappedPortalKey {
  policy_version: number | null;
  policy_hash: string;
  gone: Gone | null;
  contact_key: Buffer | null;
  mailbox_state: MailboxState | null;
  waiting_since: Date;
  last_error: string | null;
  decision: Json<CardDecision> | null;
  handoff_id: string | null;
  owner_id: string;
  pool: string | null;
  handoff_status: CardHandoff['status'];
  revision: number;
  enquiries: number;
  sla_state: SlaState;
  sla_due_at: Date | null;
  parts: Buffer | null;
  opened_at: Date;
  closed_at: Date | null;
  outcome: string | null;
  handoff_decision: Json<CardDecision> | null;
  history: Json<HistoryRow>[] | null;
  override_state: Override['state'] | null;
  override_set_at: Date;
  override_until: Date | null;
}

/** As it comes out of JSON: moments are text. */
type Json<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] };

const decisionAsJson = (alias: 'd' | 'hd') => {
  const d = sql.ref(alias);
  return sql`case when ${d}.decision_id is null then null else json_build_object(
    'decisionId', ${d}.decision_id, 'ledger', ${d}.ledger, 'outcome', ${d}.outcome, 'verdict', ${d}.verdict,
    'flips', ${d}.flips,
    'policyVersion', ${d}.policy_version, 'decidedAt', ${d}.decided_at) end`;
};

/**
 * Everything in one query, by keys only, because a rep waits for it. null: there is no such portal. A contact that Baton
 * never met gives a card without anything. `historyLines`: at most so many.
 */
export async function readCardRows(
  tx: PortalTx,
  { contactId, now, historyLines }: { contactId: string; now: Date; historyLines: number },
): Promise<CardRows | null> {
  const { rows } = await sql<Row>`
    select ${sql.join(PORTAL_COLUMNS.map((column) => sql.ref(`p.${column}`)))}, p.portal_key, p.portal_key_id,
           policy.version as policy_version, policy.hash as policy_hash,
           c.gone, c.contact_key,
           m.state as mailbox_state, m.waiting_since, m.last_error,
           ${decisionAsJson('d')} as decision,
           h.handoff_id, h.owner_id, h.pool, h.status as handoff_status, h.revision, h.enquiries, h.sla_state,
           h.sla_due_at, h.parts, h.opened_at, h.closed_at, h.outcome,
           ${decisionAsJson('hd')} as handoff_decision,
           history.lines as history,
           o.state as override_state, o.set_at as override_set_at, o.until as override_until
    from portals p
    left join lateral (
      select version, hash from policies
      where portal_id = ${tx.portalId} and effective_from <= ${now} and cancelled_at is null and not trial
      order by effective_from desc, version desc limit 1
    ) policy on true
    left join contacts c on c.portal_id = ${tx.portalId} and c.contact_id = ${contactId}
    left join mailbox m on m.portal_id = ${tx.portalId} and m.contact_id = ${contactId}
    left join decisions d on d.portal_id = ${tx.portalId} and d.decision_id = c.decision_id
    left join lateral (
      select * from handoffs
      where portal_id = ${tx.portalId} and contact_id = ${contactId}
      order by opened_at desc limit 1
    ) h on true
    left join decisions hd
      on hd.portal_id = ${tx.portalId} and hd.decision_id = h.decision_id and hd.decision_id <> d.decision_id
    left join person_overrides o on o.portal_id = ${tx.portalId} and o.owner_id = h.owner_id
    left join lateral (
      select json_agg(line order by line.at desc) as lines from (
        (select kind as what, at, actor_user_id as "actorUserId", owner_id as "ownerId", label
         from handoff_events where portal_id = ${tx.portalId} and contact_id = ${contactId}
         order by event_id desc limit ${historyLines})
        union all
        (select outcome, decided_at, null, owner_id, reason
         from decisions
         where portal_id = ${tx.portalId} and contact_id = ${contactId} and outcome <> 'routed' and ledger = 'live'
         order by seq desc limit ${historyLines})
      ) line
    ) history on true
    where p.portal_id = ${tx.portalId}`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    portal: portalFacts(tx.portalId, row),
    policy: row.policy_version === null ? null : { version: row.policy_version, hash: row.policy_hash },
    gone: row.gone,
    waiting:
      row.mailbox_state === null
        ? null
        : { state: row.mailbox_state, since: row.waiting_since, lastError: row.last_error },
    decision: decisionOf(row.decision),
    handoff: handoffOf(row),
    override:
      row.override_state === null
        ? null
        : {
            ownerId: row.owner_id,
            state: row.override_state,
            sinceMs: row.override_set_at.getTime(),
            untilMs: row.override_until?.getTime() ?? null,
          },
    history: (row.history ?? []).slice(0, historyLines).map((line) => ({ ...line, at: new Date(line.at) })),
    async openParts() {
      if (row.parts === null || row.contact_key === null) return null;
      const place = { portalId: tx.portalId, contactId, wrapped: row.contact_key };
      return openForContact(openContactKey(await tx.portalKey(row), place), row.parts);
    },
  };
}

function decisionOf(decision: Json<CardDecision> | null): CardDecision | null {
  return decision === null ? null : { ...decision, decidedAt: new Date(decision.decidedAt) };
}

function handoffOf(row: Row): CardHandoff | null {
  if (row.handoff_id === null) return null;
  return {
    handoffId: row.handoff_id,
    ownerId: row.owner_id,
    pool: row.pool,
    status: row.handoff_status,
    revision: row.revision,
    enquiries: row.enquiries,
    slaState: row.sla_state,
    slaDueAt: row.sla_due_at,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    outcome: row.outcome,
    // The same one is not sent twice.
    decision: decisionOf(row.handoff_decision ?? row.decision),
  };
}
