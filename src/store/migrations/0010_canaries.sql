-- A version that is only tried on some of the leads never comes into force by its date.
alter table policies add column trial boolean not null default false;

-- A share of the leads follows a draft for a while; at most one at a time.
create table canaries (
  portal_id   bigint not null references portals on delete cascade,
  canary_id   uuid not null,
  version     integer not null, -- the draft
  base        integer not null, -- the version in force that it stands beside
  percent     integer not null check (percent between 1 and 50),
  started_at  timestamptz not null,
  started_by  bigint, -- a HubSpot user; null: the command line
  ended_at    timestamptz,
  end_reason  text check (end_reason in ('stopped', 'promoted', 'bound')),
  sentence    text, -- why it ended
  primary key (portal_id, canary_id)
);
create unique index canaries_running on canaries (portal_id) where ended_at is null;
