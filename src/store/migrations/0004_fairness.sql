-- Where a period of the ledger begins.
create index ledger_by_time on ledger_entries (portal_id, ledger, at, entry_id);
