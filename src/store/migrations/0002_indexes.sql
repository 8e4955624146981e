-- Indexes for what is asked of every batch of leads, however long a portal's past has become.

-- The create of a handoff's task: its id is the mark in the task's body.
create index crm_writes_of_handoff on crm_writes (portal_id, handoff_id) where kind = 'task_create';

-- Finished writes by age, for their removal.
create index crm_writes_finished on crm_writes (portal_id, done_at) where done_at is not null;

-- The order in which a lane is taken.
create index mailbox_take_order on mailbox (portal_id, lane, waiting_since, contact_id) where state <> 'dead';
