-- Attempts of the last days, to be searched; fed from notifier.attempts in batches.
create table attempts (
    started_at timestamptz not null,
    delivery uuid not null,
    number int not null,
    -- the order they were kept in: what is forgotten lies together
    place bigint generated always as identity,
    account text not null,
    subscription text not null,
    rule text not null,
    target text collate "C" not null,
    event_id text not null,
    event_name text not null,
    status text not null,
    outcome text not null,
    http_status int,
    took_micros bigint not null,
    said text not null,
    kept_at timestamptz not null,
    primary key (started_at, delivery, number)
);
create index attempts_by_account on attempts (account, started_at, delivery, number);
create index attempts_by_event on attempts (account, event_id);
create index attempts_by_target on attempts (account, target, started_at);
create index attempts_by_place on attempts (place);
