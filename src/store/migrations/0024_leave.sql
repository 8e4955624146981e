-- Whose handoff this is while somebody else has it because they are on leave; null: nobody's but its owner's.
alter table handoffs add column covers_for text;
create index handoffs_covering on handoffs (portal_id, covers_for) where closed_at is null and covers_for is not null;
