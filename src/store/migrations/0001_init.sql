-- Baton's tables. Every tenant table begins with portal_id, its keys too; migrate.ts then forces row-level security
-- on each of them (policy: portal_id = the transaction's portal) and gives baton_sweep its narrow column grants.
-- Personal values of a contact live only in columns marked "encrypted" (AES-GCM under the contact's own key).

create table portals (
  portal_id            bigint primary key,
  status               text not null default 'active' check (status in ('active', 'suspended', 'uninstalled')),
  mode                 text not null default 'observe' check (mode in ('observe', 'live', 'paused')),
  installed_at         timestamptz not null default now(),
  installed_by_user_id bigint,
  live_since           timestamptz,
  suspended_at         timestamptz,
  purge_after          timestamptz,
  scopes               text[] not null default '{}',
  admin_user_ids       bigint[] not null default '{}',
  time_zone            text not null default 'UTC',
  ui_domain            text not null default 'app.hubspot.com',
  limited_until        timestamptz,
  -- the portal's data key, wrapped by the key `portal_key_id` of BATON_ENCRYPTION_KEYS
  portal_key           bytea not null,
  portal_key_id        text not null
);

-- No tenant yet while somebody is on HubSpot's consent page: the only table without portal_id and row-level security,
-- beside `processes`.
create table oauth_states (
  state_hash   bytea primary key,
  browser_hash bytea not null,
  created_at   timestamptz not null default now(),
  used_at      timestamptz
);

create table processes (
  process_id   uuid primary key,
  role         text not null,
  started_at   timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);

create table oauth_tokens (
  portal_id     bigint primary key references portals on delete cascade,
  access_token  bytea not null, -- encrypted (master key `key_id`)
  refresh_token bytea not null, -- encrypted (master key `key_id`)
  key_id        text not null,
  expires_at    timestamptz not null,
  refreshed_at  timestamptz not null default now()
);

create table directories (
  portal_id  bigint primary key references portals on delete cascade,
  people     jsonb not null,
  teams      jsonb not null,
  fetched_at timestamptz not null
);

create table policies (
  portal_id      bigint not null references portals on delete cascade,
  version        integer not null,
  document       jsonb not null,
  hash           text not null,
  author_user_id bigint,
  note           text not null default '',
  effective_from timestamptz not null default now(),
  created_at     timestamptz not null default now(),
  primary key (portal_id, version)
);

-- Contacts that Baton has met: their key, where they came from, what was last decided. No personal values.
create table contacts (
  portal_id         bigint not null references portals on delete cascade,
  contact_id        text not null,
  contact_key       bytea, -- wrapped by the portal's key; null after an erase
  erased_at         timestamptz,
  first_source      text,
  latest_source     text,
  gone              text check (gone in ('deleted', 'merged', 'privacy')),
  gone_at           timestamptz,
  merged_into       text,
  company_id        text,
  -- keyed hash of the enquiry properties as they were read for the current decision
  enquiry_hash      text,
  enquiries         integer not null default 0,
  decision_id       uuid,
  outcome           text check (outcome in ('routed', 'held', 'nurtured', 'skipped')),
  handoff_closed_at timestamptz,
  -- compare-and-look-back on the owner: what was read before our write, what we wrote and when
  owner_read        text,
  owner_read_at     timestamptz,
  owner_written     text,
  owner_written_at  timestamptz,
  -- a non-human change of the owner that was not ours, in the last 24 h
  automation_changes integer not null default 0,
  automation_changed_at timestamptz,
  primary key (portal_id, contact_id)
);
create index contacts_by_company on contacts (portal_id, company_id) where company_id is not null;

create table webhook_events (
  portal_id   bigint not null references portals on delete cascade,
  event_key   bytea not null,
  received_at timestamptz not null default now(),
  primary key (portal_id, event_key)
);
create index webhook_events_by_age on webhook_events (received_at);

create table mailbox (
  portal_id        bigint not null references portals on delete cascade,
  contact_id       text not null,
  lane             text not null check (lane in ('fresh', 'bulk')),
  state            text not null default 'waiting' check (state in ('waiting', 'held', 'dead')),
  reasons          jsonb not null default '[]',
  revision         bigint not null default 1,
  waiting_since    timestamptz not null default now(),
  not_before       timestamptz not null default now(),
  attempts         integer not null default 0,
  last_error       text,
  lease_id         uuid,
  lease_process    uuid,
  locked_until     timestamptz,
  taken_revision   bigint,
  decision_id      uuid,
  decided_revision bigint,
  held_pool        text,
  primary key (portal_id, contact_id)
);
create index mailbox_due on mailbox (portal_id, lane, not_before, waiting_since) where state <> 'dead';
create index mailbox_due_all on mailbox (not_before) where state <> 'dead';
create index mailbox_leased on mailbox (locked_until) where lease_id is not null;

-- One row per portal and ledger: the lock every decider takes, and the head of the receipts' chain.
create table balances (
  portal_id bigint not null references portals on delete cascade,
  ledger    text not null check (ledger in ('live', 'observe')),
  seq       bigint not null default 0,
  receipt   bytea not null default '\x',
  primary key (portal_id, ledger)
);

create table credits (
  portal_id    bigint not null references portals on delete cascade,
  ledger       text not null,
  scope        text not null default '', -- '' = over all pools of the portal, else a pool's name
  owner_id     text not null,
  credit       bigint not null default 0, -- 10^9 = one lead
  leads        bigint not null default 0,
  last_lead_at timestamptz,
  primary key (portal_id, ledger, scope, owner_id)
);

create table ledger_entries (
  portal_id   bigint not null references portals on delete cascade,
  entry_id    bigint generated always as identity,
  ledger      text not null,
  scope       text not null default '',
  kind        text not null check (kind in ('step', 'void', 'transfer')),
  enquiry_id  uuid not null,
  decision_id uuid not null,
  owner_id    text not null,
  amount      bigint not null,
  at          timestamptz not null,
  primary key (portal_id, entry_id)
);
create index ledger_by_enquiry on ledger_entries (portal_id, enquiry_id);

create table decisions (
  portal_id        bigint not null references portals on delete cascade,
  decision_id      uuid not null,
  ledger           text not null check (ledger in ('live', 'observe')),
  seq              bigint not null,
  contact_id       text not null,
  enquiry_id       uuid not null,
  replaces         uuid, -- the decision whose place this one took
  decided_by       text not null check (decided_by in ('drain', 'card', 'workflow', 'sla', 'backfill')),
  outcome          text not null check (outcome in ('routed', 'held', 'nurtured', 'skipped')),
  reason           text not null,
  owner_id         text,
  pool             text,
  rule             text,
  policy_version   integer not null,
  policy_hash      text not null,
  engine           text not null,
  verdict          jsonb not null, -- ids, labels and numbers only
  snapshot         bytea, -- encrypted input of the decision; null after an erase
  snapshot_hash    bytea not null, -- of the ciphertext, so that the chain verifies after an erase
  receipt          bytea not null,
  previous_receipt bytea not null,
  decided_at       timestamptz not null,
  primary key (portal_id, decision_id)
);
create unique index decisions_chain on decisions (portal_id, ledger, seq);
create index decisions_by_contact on decisions (portal_id, contact_id, seq desc);
create index decisions_replaced on decisions (portal_id, replaces) where replaces is not null;
create index decisions_by_owner on decisions (portal_id, ledger, owner_id, decided_at) where owner_id is not null;

create table handoffs (
  portal_id   bigint not null references portals on delete cascade,
  handoff_id  uuid not null,
  contact_id  text not null,
  enquiry_id  uuid not null,
  decision_id uuid not null,
  owner_id    text not null,
  pool        text,
  status      text not null check (status in ('offered', 'accepted', 'acted', 'closed')),
  revision    integer not null default 1,
  enquiries   integer not null default 1,
  urgency     text not null,
  sla_state   text not null,
  sla_due_at  timestamptz,
  parts       bytea, -- encrypted six parts; null after an erase
  task_id     text, -- HubSpot's id of the open handoff task
  opened_at   timestamptz not null,
  closed_at   timestamptz,
  outcome     text,
  primary key (portal_id, handoff_id)
);
create unique index handoffs_one_open on handoffs (portal_id, contact_id) where closed_at is null;
create index handoffs_open_by_owner on handoffs (portal_id, owner_id) where closed_at is null;

-- What is to be written to HubSpot, decided once and written in order per contact. The id is the task's mark.
create table crm_writes (
  portal_id    bigint not null references portals on delete cascade,
  write_id     uuid not null,
  seq          bigint generated always as identity,
  contact_id   text not null,
  decision_id  uuid,
  handoff_id   uuid,
  kind         text not null check (kind in ('contact_update', 'owner_restore', 'task_create', 'task_update')),
  lane         text not null check (lane in ('fresh', 'bulk')),
  payload      bytea, -- encrypted; cleared once done
  state        text not null default 'todo' check (state in ('todo', 'sent', 'done', 'superseded', 'refused')),
  hubspot_id   text,
  attempts     integer not null default 0,
  not_before   timestamptz not null default now(),
  sent_at      timestamptz,
  done_at      timestamptz,
  lease_id     uuid,
  lease_process uuid,
  locked_until timestamptz,
  last_error   text,
  created_at   timestamptz not null default now(),
  primary key (portal_id, write_id)
);
create index crm_writes_open on crm_writes (portal_id, contact_id, seq) where state in ('todo', 'sent');
create index crm_writes_due on crm_writes (not_before) where state in ('todo', 'sent');

-- Keyed hashes by which a second record of the same person is recognised.
create table fingerprints (
  portal_id  bigint not null references portals on delete cascade,
  kind       text not null check (kind in ('phone', 'name_company', 'email_form')),
  hash       bytea not null,
  contact_id text not null,
  seen_at    timestamptz not null default now(),
  primary key (portal_id, kind, hash, contact_id)
);
create index fingerprints_by_contact on fingerprints (portal_id, contact_id);

-- What an admin should look at: refused writes, nobody free, another automation, dead letters.
create table exceptions (
  portal_id   bigint not null references portals on delete cascade,
  kind        text not null,
  subject     text not null, -- what it is about: a property, a pool, a contact id
  sentence    text not null,
  count       integer not null default 1,
  first_at    timestamptz not null default now(),
  last_at     timestamptz not null default now(),
  resolved_at timestamptz,
  primary key (portal_id, kind, subject)
);

-- HubSpot's request budget when there is no Redis: the moments of the calls of the last ten seconds.
create unlogged table request_budgets (
  portal_id     bigint primary key references portals on delete cascade,
  calls_ms      bigint[] not null default '{}', -- epoch milliseconds, oldest first
  bulk_next_ms  bigint not null default 0,
  blocked_until_ms bigint not null default 0
);
