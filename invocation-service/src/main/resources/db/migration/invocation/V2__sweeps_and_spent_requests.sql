-- Invocations that are over and were told so need no sweep; open tasks of one are found without reading those that are over.
alter table invocations add column is_over boolean not null default false;
update invocations set is_over = true where status in ('Success', 'Failed', 'PartialFailed', 'Stopped');
create index invocations_not_over on invocations (place) where not is_over;
create index tasks_open_of_an_invocation on tasks (invocation) where is_open;

-- Signed requests of agents: each is good once, for as long as its time would be believed.
create table spent_requests (
    instance        text collate "C" not null,
    request         uuid not null,
    spent_at        timestamptz not null,
    primary key (instance, request)
);
create index spent_requests_by_age on spent_requests (spent_at);

-- Records on topics we read that could not be read, raw, with the reason.
create table parked_records (
    topic           text not null,
    partition       int not null,
    place           bigint not null,
    key             bytea,
    value           bytea,
    reason          text not null,
    parked_at       timestamptz not null default now(),
    primary key (topic, partition, place)
);
