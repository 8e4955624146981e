-- When each open handoff has to be looked at next, and what its clock has done already. The truth about what is due is here;
-- jobs in the queue only say "look".
alter table handoffs
  add column owner_since timestamptz default now(), -- when its present owner got it
  add column accept_due_at timestamptz, -- until when somebody is to have accepted it; null: nobody has to
  add column remind_at timestamptz,
  add column reminded_at timestamptz,
  add column grace_until timestamptz, -- Baton could not look in time: nothing lapses before
  add column look_at timestamptz, -- when to look next; null: nothing is awaited
  add column delayed_since timestamptz, -- it was to be looked at, and HubSpot could not be read
  add column lapsed_owner_ids text[] not null default '{}',
  add column home_pool text; -- the pool to which the lead belongs, wherever it has gone since
update handoffs set owner_since = opened_at, home_pool = pool;
alter table handoffs alter column owner_since set not null;
-- Handoffs from before: the clock of those that are not late yet goes on.
update handoffs set look_at = sla_due_at where closed_at is null and sla_state in ('running', 'at_risk') and sla_due_at > now();

create index handoffs_to_look_at on handoffs (portal_id, look_at) where closed_at is null and look_at is not null;
create index handoffs_to_look_at_all on handoffs (look_at) where closed_at is null and look_at is not null;

alter table handoff_events drop constraint handoff_events_kind_check;
alter table handoff_events add constraint handoff_events_kind_check check (kind in (
  'offered', 'enquiry_added', 'moved', 'accepted', 'wrong_owner', 'closed',
  'reminded', 'lapsed', 'stayed', 'acted', 'task_deleted', 'delayed', 'grace',
  'needs_context', 'declined', 'given', 'snoozed', 'disqualified'
));
