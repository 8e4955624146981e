-- What would have led a decision elsewhere, found when it was made: ids, labels and numbers only. It follows from snapshot and
-- policy, so no receipt binds it. null: decided before it was kept.
alter table decisions add column flips jsonb;
