-- What happened to handoffs, in order, and who did it: the history on the card, and what makes a repeated click harmless.
-- Append-only. Ids and labels of closed lists only.
create table handoff_events (
  portal_id     bigint not null references portals on delete cascade,
  event_id      bigint generated always as identity,
  handoff_id    uuid not null,
  contact_id    text not null,
  kind          text not null check (kind in ('offered', 'enquiry_added', 'moved', 'accepted', 'wrong_owner', 'closed')),
  at            timestamptz not null,
  actor_user_id bigint, -- a HubSpot user; null: Baton itself, or a person whom HubSpot does not name
  owner_id      text, -- who has the handoff from then on
  label         text, -- a reason or an outcome
  request_id    uuid, -- the click that asked for it
  primary key (portal_id, event_id)
);
create index handoff_events_of_contact on handoff_events (portal_id, contact_id, event_id desc);
create unique index handoff_events_by_request on handoff_events (portal_id, request_id) where request_id is not null;
create index handoff_events_wrong_owner on handoff_events (portal_id, at desc) where kind = 'wrong_owner';

insert into handoff_events (portal_id, handoff_id, contact_id, kind, at, owner_id)
select portal_id, handoff_id, contact_id, 'offered', opened_at, owner_id from handoffs;
insert into handoff_events (portal_id, handoff_id, contact_id, kind, at, owner_id, label)
select portal_id, handoff_id, contact_id, 'closed', closed_at, owner_id, outcome from handoffs where closed_at is not null;

-- The card shows the last handoff, open or closed; the app page what is due.
create index handoffs_of_contact on handoffs (portal_id, contact_id, opened_at desc);
create index handoffs_due on handoffs (portal_id, sla_due_at) where closed_at is null;

create index mailbox_dead on mailbox (portal_id, waiting_since) where state = 'dead';
create index exceptions_open on exceptions (portal_id, last_at desc) where resolved_at is null;
-- What was decided since midnight, or within the week that caps look at.
create index decisions_by_time on decisions (portal_id, ledger, decided_at);

-- When somebody last opened the card: the only sign that an admin has placed it on the record page.
alter table portals add column card_seen_at timestamptz;
