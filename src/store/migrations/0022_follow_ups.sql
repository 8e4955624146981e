-- The follow-up plan: tasks beside the handoff's own, made once its owner has begun, and completed when it ends or moves.
alter table crm_writes drop constraint crm_writes_kind_check;
alter table crm_writes add constraint crm_writes_kind_check check (kind in (
  'contact_update', 'owner_restore', 'task_create', 'task_update', 'follow_up_create', 'follow_up_close'
));
create index crm_writes_follow_ups on crm_writes (portal_id, handoff_id) where kind = 'follow_up_create';

-- When the plan of the present owner began; null: it has not, or is over.
alter table handoffs add column follow_up_at timestamptz;
