-- A version that was to come into force later may be called off before; it keeps its number and never counts.
alter table policies add column cancelled_at timestamptz;
create index policies_by_time on policies (portal_id, effective_from desc, version desc) where cancelled_at is null;
