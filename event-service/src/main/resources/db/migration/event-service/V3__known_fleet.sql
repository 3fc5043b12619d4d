-- The fleet as instance-service tells it on ecs.instances and ecs.disks: a copy, read again from Kafka if dropped.
create table known_instances (
    id            text primary key,
    account_id    text not null,
    region_id     text not null,
    revision      bigint not null,
    name          text not null,
    status        text not null,
    created_at    timestamptz not null,
    started_at    timestamptz,
    hidden        boolean not null,
    instance_type text not null,
    provider      text not null,
    paid_until    timestamptz
);
create index known_instances_newest on known_instances (account_id, region_id, created_at desc, id collate "C" desc)
    where not hidden;

create table known_disks (
    id          text primary key,
    account_id  text not null,
    region_id   text not null,
    revision    bigint not null,
    status      text not null,
    created_at  timestamptz not null,
    instance_id text,
    device      text
);
create index known_disks_newest on known_disks (account_id, region_id, created_at desc, id collate "C" desc);

-- The state each instance came into last, as Instance:StateChange told: a deed shows in the step between two of them.
create table noted_states (
    instance_id text primary key,
    state       text not null,
    at          timestamptz not null
);
