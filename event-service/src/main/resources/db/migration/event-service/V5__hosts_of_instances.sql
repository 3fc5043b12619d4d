-- The host an instance runs on, for maintenance of a host. One known before has none here until it is told of again.
alter table known_instances add column host_id text;
create index known_instances_host on known_instances (host_id) where host_id is not null;
