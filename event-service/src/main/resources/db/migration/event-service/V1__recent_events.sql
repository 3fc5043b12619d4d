-- The newest events of each account, a copy of what lies on the bus: may be dropped and read again from Kafka.
create table recent_events (
    fact_id    text primary key,
    account_id text not null,
    event_time timestamptz not null,
    -- order among events of the same moment
    arrived    bigint generated always as identity,
    json       text not null
);
create index recent_events_newest on recent_events (account_id, event_time desc, arrived desc);

-- Records on our topics that could not be read, raw, with the reason.
create table parked_records (
    topic     text not null,
    partition int not null,
    place     bigint not null,
    key       bytea,
    value     bytea,
    reason    text not null,
    parked_at timestamptz not null default now(),
    primary key (topic, partition, place)
);
