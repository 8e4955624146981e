-- Until when HubSpot was searched for enquiries of which no webhook has told; null: not yet.
alter table portals add column searched_until timestamptz;
