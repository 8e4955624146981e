-- A draft may be followed by the leads of some countries instead of a share of all.
alter table canaries add column countries text[] not null default '{}';

-- Few writes are refused; how many of a draft's were is asked after each decision while it is tried.
create index crm_writes_refused on crm_writes (portal_id, decision_id) where state = 'refused';
