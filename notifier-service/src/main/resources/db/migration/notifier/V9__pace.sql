-- How often a subscription is told, as JSON; null: each event at once.
alter table subscriptions add column pace jsonb;

-- In which window people are told a kind of event together.
create table merge_windows (
    subscription text not null,
    -- name and level of the events
    kind uuid not null,
    -- the delivery that was told at once: read again, it is told at once again
    first uuid not null,
    until timestamptz not null,
    -- whether anything waits for the end
    held boolean not null,
    primary key (subscription, kind)
);
create index merge_windows_by_end on merge_windows (until);
