-- A draft may be followed by the leads of some countries instead of a share of all.
alter table canaries add column countries text[] not null default '{}';
