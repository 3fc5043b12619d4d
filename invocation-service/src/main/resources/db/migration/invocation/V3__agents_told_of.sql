-- What others were last told of an agent on ecs.agents; null for never.
alter table agents add column told_at timestamptz;
alter table agents add column told_heard timestamptz;
alter table agents add column told_connected boolean;
create index agents_told on agents (told_at nulls first);
