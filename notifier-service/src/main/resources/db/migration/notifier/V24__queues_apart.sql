-- Of what queues only the heads may be claimed: they are found from queue to queue (parked_queues), and what does not queue is found by when it
-- is due, without those that do.
alter table parked add column queues boolean not null generated always as (resource is not null) stored;
drop index parked_by_target;
create index parked_by_target on parked (target, queues, due_at);
