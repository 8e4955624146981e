-- Where people are told of handoffs, beside HubSpot's task.
create table notification_channels (
  portal_id  bigint not null references portals on delete cascade,
  channel_id uuid not null,
  kind       text not null check (kind in ('slack_webhook', 'slack_bot', 'email', 'webhook')),
  pool       text not null default '', -- '': all pools
  target     bytea not null, -- encrypted: addresses, tokens, secrets
  settings   jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (portal_id, channel_id)
);

-- What is to be told: one row for each handoff, occasion, person and channel. Ids only; the words are the handoff's.
create table notifications (
  portal_id       bigint not null,
  notification_id uuid not null,
  handoff_id      uuid not null,
  contact_id      text not null,
  owner_id        text not null, -- who is told
  kind            text not null check (kind in ('offered', 'moved', 'reminder', 'breached', 'escalated')),
  channel_id      uuid not null,
  digest          boolean not null default false, -- together with others of this person
  state           text not null default 'todo' check (state in ('todo', 'sent', 'done', 'digested', 'failed')),
  not_before      timestamptz not null,
  attempts        integer not null default 0,
  last_error      text,
  created_at      timestamptz not null default now(),
  primary key (portal_id, notification_id),
  foreign key (portal_id, channel_id) references notification_channels on delete cascade
);
create index notifications_due on notifications (portal_id, not_before) where state in ('todo', 'sent');
create index notifications_by_owner on notifications (portal_id, owner_id, created_at);
