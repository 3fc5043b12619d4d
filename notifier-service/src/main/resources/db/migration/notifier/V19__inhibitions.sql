-- Where inhibitions are ongoing; a row stays until its bound, so that the event that began it begins it once.
create table ongoing_inhibitions (
    account text not null,
    inhibition text not null,
    resource text not null,
    -- what began it the last time
    event uuid not null,
    since timestamptz not null,
    until timestamptz not null,
    ended boolean not null default false,
    primary key (account, inhibition, resource)
);
create index ongoing_inhibitions_by_end on ongoing_inhibitions (until);
