-- An operator's stops of all sending.
create table stops (
    id bigint generated always as identity primary key,
    -- whose deliveries wait; '': everybody's
    account text not null,
    since timestamptz not null,
    why text not null,
    -- when it was taken back; null: it was not
    ending_at timestamptz,
    -- up to which row what waited has been let go since
    reached uuid
);
create unique index stops_in_force on stops (account) where ending_at is null;
