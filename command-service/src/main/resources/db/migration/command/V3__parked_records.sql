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
