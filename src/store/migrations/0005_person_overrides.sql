-- Whom an admin has set away or available, whatever HubSpot says.
create table person_overrides (
  portal_id      bigint not null references portals on delete cascade,
  owner_id       text not null,
  state          text not null check (state in ('away', 'available')),
  until          timestamptz, -- null: until somebody clears it
  note           text not null default '',
  author_user_id bigint, -- null: set from the command line
  set_at         timestamptz not null default now(),
  primary key (portal_id, owner_id)
);
