-- The day of the account on which an entry counts: a step's own, of what undoes or moves a step the day of that step. So
-- each day's entries sum to 0 for good, whenever something is taken back.
alter table ledger_entries add column day date;
update ledger_entries e set day = (first.at at time zone coalesce(zone.name, 'UTC'))::date
from (select portal_id, ledger, enquiry_id, min(at) as at from ledger_entries group by portal_id, ledger, enquiry_id) first
join portals on portals.portal_id = first.portal_id
left join pg_timezone_names zone on zone.name = portals.time_zone
where e.portal_id = first.portal_id and e.ledger = first.ledger and e.enquiry_id = first.enquiry_id;
alter table ledger_entries alter column day set not null;

-- The entries of a day added up, so that credits of any window are found without reading the entries.
create table credit_days (
  portal_id bigint not null references portals on delete cascade,
  ledger    text not null,
  day       date not null,
  scope     text not null,
  owner_id  text not null,
  amount    bigint not null,
  primary key (portal_id, ledger, day, scope, owner_id) include (amount)
);
insert into credit_days (portal_id, ledger, day, scope, owner_id, amount)
select portal_id, ledger, day, scope, owner_id, sum(amount)::bigint from ledger_entries
group by portal_id, ledger, day, scope, owner_id;

-- What closes the accounts of people who have left belongs to no enquiry: each closing has an id of its own for both.
alter table ledger_entries drop constraint ledger_entries_kind_check;
alter table ledger_entries add constraint ledger_entries_kind_check check (kind in ('step', 'void', 'transfer', 'close'));

-- What somebody missed while away, or got more than the plain share to make up for it, is kept in an account of its own beside
-- the credit, in the same units. It is bounded, so no window forgets it.
alter table ledger_entries add column account text not null default 'credit' check (account in ('credit', 'make_up'));
alter table credits add column make_up bigint not null default 0;
