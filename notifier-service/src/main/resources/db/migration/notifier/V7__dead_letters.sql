-- Deliveries that were given up, to be delivered after all; fed from notifier.dlq in batches.
create table dead_letters (
    id uuid primary key,
    -- a new one with each death, so that a redrive ends: what dies again lies behind its end
    place bigint generated always as identity unique,
    account text not null,
    subscription text not null,
    subscription_version bigint not null,
    rule text not null,
    target text collate "C" not null,
    event_id text not null,
    event_name text not null,
    traceparent text,
    body bytea not null,
    reason text not null,
    attempts int not null,
    -- when it died; the same letter read twice is the same death
    at timestamptz not null,
    kept_at timestamptz not null,
    -- when it went back among the parked; null: it lies here
    redriven_at timestamptz
);
create index dead_letters_by_account on dead_letters (account, place) where redriven_at is null;
create index dead_letters_by_age on dead_letters (kept_at);

create table redrives (
    id text collate "C" primary key,
    account text not null,
    event text,
    rule text,
    target text,
    reason text,
    since timestamptz,
    until timestamptz,
    -- letters a second
    rate int not null,
    state text not null,
    total bigint not null,
    moved bigint not null,
    -- the place of the last letter moved, and of the last to be moved
    reached bigint not null,
    last bigint not null,
    -- up to when the rate is used up
    paced_to timestamptz not null,
    started_at timestamptz not null,
    ended_at timestamptz
);
create index redrives_by_account on redrives (account, started_at desc);
create index redrives_running on redrives (id) where state = 'running';
