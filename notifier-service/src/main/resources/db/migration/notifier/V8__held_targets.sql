-- Targets whose deliveries wait: paused, or failing for days.
create table held_targets (
    target text collate "C" primary key,
    account text not null,
    reason text not null,
    since timestamptz not null
);

-- What a delivery queues by that was parked for a held target; null: it does not queue. Of those of one target and resource only the one with
-- the lowest place may be claimed.
alter table parked add column resource text;
alter table parked add column place bigint generated always as identity;
create index parked_queues on parked (target, resource, place) where resource is not null;
