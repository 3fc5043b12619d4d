-- Managed instances nobody has approved yet take no commands.
alter table managed_instances add column is_awaiting boolean not null default false;
create index managed_instances_awaiting on managed_instances (place) where is_awaiting;
