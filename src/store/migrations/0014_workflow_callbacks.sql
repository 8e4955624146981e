-- Workflows and agents of HubSpot that wait to hear what became of a contact which they asked to be routed.
create table workflow_callbacks (
  portal_id   bigint not null references portals on delete cascade,
  callback_id text not null,
  contact_id  text not null,
  asked_at    timestamptz not null,
  look_at     timestamptz not null,
  expires_at  timestamptz not null,
  answered_at timestamptz,
  primary key (portal_id, callback_id)
);
create index workflow_callbacks_waiting on workflow_callbacks (look_at) where answered_at is null;
