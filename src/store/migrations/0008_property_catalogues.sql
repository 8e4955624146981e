-- What contacts and companies of an account can have, as last read from HubSpot: names, labels and options, no values.
create table property_catalogues (
  portal_id  bigint primary key references portals on delete cascade,
  contact    jsonb,
  company    jsonb,
  fetched_at timestamptz not null
);
