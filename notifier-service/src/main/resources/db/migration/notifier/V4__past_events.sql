-- The events of the last days, to be asked for and to try rules on.
create table past_events (
    account text not null,
    -- the same for the same event read twice
    key uuid not null,
    place bigint generated always as identity,
    is_custom boolean not null,
    kept_at timestamptz not null,
    event_time timestamptz not null,
    id text not null,
    name text not null,
    level text not null,
    product text not null,
    region text not null,
    resource_arn text not null,
    resource text not null,
    status text not null,
    kind text not null,
    json text not null,
    primary key (account, key)
);
create index past_events_by_time on past_events (account, event_time desc, place desc);
create index past_events_by_age on past_events (kept_at);
create index past_events_by_place on past_events (place);
