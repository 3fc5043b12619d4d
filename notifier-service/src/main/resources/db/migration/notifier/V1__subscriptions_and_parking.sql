-- One row for each change of any subscription, so that every process can ask "what is new since revision n". The counter's row lock makes
-- revisions visible in the order they are given out: no reader ever sees n + 1 before n.
create table rules_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);
insert into rules_revision (revision) values (0);

create table subscriptions (
    id text collate "C" primary key,
    account text not null,
    version bigint not null,
    revision bigint not null default 0,
    enabled boolean not null,
    -- a deleted subscription stays, so that others learn of it
    deleted boolean not null default false,
    levels text[] not null,
    names text[] not null,
    product text not null,
    resources text[] not null,
    statuses text[],
    url text not null,
    -- name, value, name, value, …
    headers text[] not null
);
create index subscriptions_by_revision on subscriptions (revision);
create index subscriptions_by_account on subscriptions (account, id) where not deleted;

create function next_rules_revision() returns trigger language plpgsql as $$
begin
    update rules_revision set revision = revision + 1 returning revision into new.revision;
    return new;
end $$;
create trigger subscriptions_revision before insert or update on subscriptions
    for each row execute function next_rules_revision();

create table parked (
    id uuid primary key,
    target text collate "C" not null,
    subscription text not null,
    subscription_version bigint not null,
    account text not null,
    event_id text not null,
    event_name text not null,
    traceparent text,
    routed_at timestamptz not null,
    body bytea not null,
    attempts int not null,
    -- when anybody may take the row; a claim moves it past the attempt
    due_at timestamptz not null,
    -- the fencing number: one more with each claim
    lease bigint not null
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
create index parked_by_target on parked (target, due_at);
create index parked_by_age on parked (routed_at);
