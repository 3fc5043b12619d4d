-- What rules with a threshold have counted of late.
create table tallies (
    counter text collate "C" not null,
    event uuid not null,
    at timestamptz not null,
    primary key (counter, event)
);
create index tallies_by_counter on tallies (counter, at);
create index tallies_by_age on tallies (at);

-- When each was last reached, and whether that has been told; the row's lock puts the counting of one rule in order.
create table alarms (
    counter text collate "C" primary key,
    account text not null,
    rule text not null,
    at timestamptz not null,
    -- not again before
    until timestamptz not null,
    count bigint not null,
    text text not null,
    told boolean not null
);
create index alarms_to_tell on alarms (at) where not told;

-- Each event of a customer looks for the rules that count it.
create index shelves_by_label on shelves using gin (labels);
