-- What is done in HubSpot with leads that end nurtured.
alter table crm_writes drop constraint crm_writes_kind_check;
alter table crm_writes add constraint crm_writes_kind_check check (kind in (
  'contact_update', 'owner_restore', 'task_create', 'task_update', 'follow_up_create', 'follow_up_close',
  'list_add', 'list_remove', 'sequence_enrol'
));

alter table contacts
  add column nurture_enquiry uuid, -- the last one for which it was done: it is done once for each
  add column nurture_lists text[] not null default '{}'; -- on which Baton has put the contact, and nobody else before
