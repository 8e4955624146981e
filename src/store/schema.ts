import type { ColumnType, Generated } from 'kysely';
import type { LedgerKind } from '../policy/balance.ts';
import type { Lane, SlaState, Urgency, VerdictOutcome } from '../policy/taxonomy.ts';

/** The tables of migrations/*.sql as Kysely sees them. Contact and owner ids are strings (CRM ids), portal ids numbers. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;
type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, Date | string, Date | string>;
type DefaultedTime = ColumnType<Date, Date | string | undefined, Date | string>;
type NullableTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;

export type PortalStatus = 'active' | 'suspended' | 'uninstalled';
export type PortalMode = 'observe' | 'live' | 'paused';
export type LedgerName = 'live' | 'observe';
export type MailboxState = 'waiting' | 'held' | 'dead';
export type CrmWriteKind = 'contact_update' | 'owner_restore' | 'task_create' | 'task_update';
export type CrmWriteState = 'todo' | 'sent' | 'done' | 'superseded' | 'refused';
export type DecidedBy = 'drain' | 'card' | 'workflow' | 'sla' | 'backfill';
export type HandoffEventKind = 'offered' | 'enquiry_added' | 'moved' | 'accepted' | 'wrong_owner' | 'closed';
export type FingerprintKind = 'phone' | 'name_company' | 'email_form';

/**
 * Why a lead waits. Holds no value of the contact, except the owner id of an owner change.
 * `enquiry`: somebody asked something; `change`: a fact changed; `owner`: the owner was changed;
 * `company`: a fact of the associated company or the association changed; `release`: a person set a dead letter free;
 * `by_hand`: a person asked for it to be routed.
 */
export interface MailboxReason {
  kind: 'enquiry' | 'change' | 'owner' | 'company' | 'release' | 'by_hand' | 'backfill';
  /** `creation` or the property that changed. */
  what: string;
  /** HubSpot's changeSource. */
  source: string;
  /** HubSpot's sourceId, e.g. `userId:7`. */
  sourceId: string | null;
  /** Milliseconds since 1970. */
  occurredAt: number;
  /** Owner changes only: the new owner's id, '' for none. */
  ownerId?: string;
}

export interface Database {
  portals: {
    portal_id: number;
    status: Defaulted<PortalStatus>;
    mode: Defaulted<PortalMode>;
    installed_at: DefaultedTime;
    installed_by_user_id: Nullable<number>;
    live_since: NullableTime;
    suspended_at: NullableTime;
    purge_after: NullableTime;
    scopes: Defaulted<string[]>;
    admin_user_ids: Defaulted<number[]>;
    time_zone: Defaulted<string>;
    ui_domain: Defaulted<string>;
    card_seen_at: NullableTime;
    limited_until: NullableTime;
    portal_key: Buffer;
    portal_key_id: string;
  };
  oauth_states: { state_hash: Buffer; browser_hash: Buffer; created_at: DefaultedTime; used_at: NullableTime };
  processes: { process_id: string; role: string; started_at: DefaultedTime; heartbeat_at: DefaultedTime };
  oauth_tokens: {
    portal_id: number;
    access_token: Buffer;
    refresh_token: Buffer;
    key_id: string;
    expires_at: Time;
    refreshed_at: DefaultedTime;
  };
  directories: { portal_id: number; people: Json<unknown>; teams: Json<unknown>; fetched_at: Time };
  canaries: {
    portal_id: number;
    canary_id: string;
    version: number;
    base: number;
    percent: number;
    countries: Defaulted<string[]>;
    started_at: Time;
    started_by: Nullable<number>;
    ended_at: NullableTime;
    end_reason: Nullable<'stopped' | 'promoted' | 'bound'>;
    sentence: Nullable<string>;
  };
  property_catalogues: {
    portal_id: number;
    contact: ColumnType<unknown, string | null, string | null>;
    company: ColumnType<unknown, string | null, string | null>;
    fetched_at: Time;
  };
  policies: {
    portal_id: number;
    version: number;
    document: Json<unknown>;
    hash: string;
    author_user_id: Nullable<number>;
    note: Defaulted<string>;
    effective_from: DefaultedTime;
    cancelled_at: NullableTime;
    trial: Defaulted<boolean>;
    created_at: DefaultedTime;
  };
  contacts: {
    portal_id: number;
    contact_id: string;
    contact_key: Nullable<Buffer>;
    erased_at: NullableTime;
    first_source: Nullable<string>;
    latest_source: Nullable<string>;
    gone: Nullable<'deleted' | 'merged' | 'privacy'>;
    gone_at: NullableTime;
    merged_into: Nullable<string>;
    company_id: Nullable<string>;
    enquiry_hash: Nullable<string>;
    enquiries: Defaulted<number>;
    decision_id: Nullable<string>;
    outcome: Nullable<VerdictOutcome>;
    handoff_closed_at: NullableTime;
    owner_read: Nullable<string>;
    owner_read_at: NullableTime;
    owner_written: Nullable<string>;
    owner_written_at: NullableTime;
    automation_changes: Defaulted<number>;
    automation_changed_at: NullableTime;
  };
  webhook_events: { portal_id: number; event_key: Buffer; received_at: DefaultedTime };
  mailbox: {
    portal_id: number;
    contact_id: string;
    lane: Lane;
    state: Defaulted<MailboxState>;
    reasons: Json<MailboxReason[]>;
    revision: Defaulted<number>;
    waiting_since: DefaultedTime;
    not_before: DefaultedTime;
    attempts: Defaulted<number>;
    last_error: Nullable<string>;
    lease_id: Nullable<string>;
    lease_process: Nullable<string>;
    locked_until: NullableTime;
    taken_revision: Nullable<number>;
    decision_id: Nullable<string>;
    decided_revision: Nullable<number>;
    held_pool: Nullable<string>;
  };
  balances: { portal_id: number; ledger: LedgerName; seq: Defaulted<number>; receipt: Defaulted<Buffer> };
  credits: {
    portal_id: number;
    ledger: LedgerName;
    scope: Defaulted<string>;
    owner_id: string;
    credit: Defaulted<number>;
    make_up: Defaulted<number>;
    leads: Defaulted<number>;
    last_lead_at: NullableTime;
  };
  credit_days: {
    portal_id: number;
    ledger: LedgerName;
    day: string;
    scope: string;
    owner_id: string;
    amount: number;
  };
  ledger_entries: {
    portal_id: number;
    entry_id: Generated<number>;
    ledger: LedgerName;
    scope: Defaulted<string>;
    kind: LedgerKind;
    enquiry_id: string;
    decision_id: string;
    owner_id: string;
    amount: number;
    day: string;
    account: Defaulted<'credit' | 'make_up'>;
    at: Time;
  };
  decisions: {
    portal_id: number;
    decision_id: string;
    ledger: LedgerName;
    seq: number;
    contact_id: string;
    enquiry_id: string;
    replaces: Nullable<string>;
    decided_by: DecidedBy;
    outcome: VerdictOutcome;
    reason: string;
    owner_id: Nullable<string>;
    pool: Nullable<string>;
    rule: Nullable<string>;
    policy_version: number;
    policy_hash: string;
    engine: string;
    verdict: Json<unknown>;
    flips: ColumnType<unknown, string | null | undefined, string | null>;
    snapshot: Nullable<Buffer>;
    snapshot_hash: Buffer;
    receipt: Buffer;
    previous_receipt: Buffer;
    decided_at: Time;
  };
  handoffs: {
    portal_id: number;
    handoff_id: string;
    contact_id: string;
    enquiry_id: string;
    decision_id: string;
    owner_id: string;
    pool: Nullable<string>;
    status: 'offered' | 'accepted' | 'acted' | 'closed';
    revision: Defaulted<number>;
    enquiries: Defaulted<number>;
    urgency: Urgency;
    sla_state: SlaState;
    sla_due_at: NullableTime;
    parts: Nullable<Buffer>;
    task_id: Nullable<string>;
    opened_at: Time;
    closed_at: NullableTime;
    outcome: Nullable<string>;
  };
  handoff_events: {
    portal_id: number;
    event_id: Generated<number>;
    handoff_id: string;
    contact_id: string;
    kind: HandoffEventKind;
    at: Time;
    actor_user_id: Nullable<number>;
    owner_id: Nullable<string>;
    label: Nullable<string>;
    request_id: Nullable<string>;
  };
  crm_writes: {
    portal_id: number;
    write_id: string;
    seq: Generated<number>;
    contact_id: string;
    decision_id: Nullable<string>;
    handoff_id: Nullable<string>;
    kind: CrmWriteKind;
    lane: Lane;
    payload: Nullable<Buffer>;
    state: Defaulted<CrmWriteState>;
    hubspot_id: Nullable<string>;
    attempts: Defaulted<number>;
    not_before: DefaultedTime;
    sent_at: NullableTime;
    done_at: NullableTime;
    lease_id: Nullable<string>;
    lease_process: Nullable<string>;
    locked_until: NullableTime;
    last_error: Nullable<string>;
    created_at: DefaultedTime;
  };
  fingerprints: { portal_id: number; kind: FingerprintKind; hash: Buffer; contact_id: string; seen_at: DefaultedTime };
  exceptions: {
    portal_id: number;
    kind: string;
    subject: string;
    sentence: string;
    count: Defaulted<number>;
    first_at: DefaultedTime;
    last_at: DefaultedTime;
    resolved_at: NullableTime;
  };
  person_overrides: {
    portal_id: number;
    owner_id: string;
    state: 'away' | 'available';
    until: NullableTime;
    note: Defaulted<string>;
    author_user_id: Nullable<number>;
    set_at: DefaultedTime;
  };
  request_budgets: {
    portal_id: number;
    calls_ms: Defaulted<number[]>;
    bulk_next_ms: Defaulted<number>;
    blocked_until_ms: Defaulted<number>;
  };
}
