-- What accounts keep under names: event rules, contacts, groups. Every process follows each kind by revision, as it follows subscriptions.
create table shelves (
    kind text not null,
    account text not null,
    name text collate "C" not null,
    revision bigint not null default 0,
    -- what the thing can be looked for by, beside its name
    labels text[] not null,
    -- null: deleted; the row stays, so that others learn of it
    content jsonb,
    primary key (kind, account, name)
);
create index shelves_by_revision on shelves (kind, revision);
create trigger shelves_revision before insert or update on shelves
    for each row execute function next_rules_revision();

-- What a subscription was told, and until when the same news is not told again.
create table silences (
    subscription text not null,
    -- name, resource and status of the event
    news uuid not null,
    -- the event that began the silence: read again, it is told again
    event uuid not null,
    until timestamptz not null,
    primary key (subscription, news)
);
create index silences_by_end on silences (until);
