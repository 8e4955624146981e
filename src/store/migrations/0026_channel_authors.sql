-- Who set a channel up; null: the command line.
alter table notification_channels add column author_user_id bigint;
