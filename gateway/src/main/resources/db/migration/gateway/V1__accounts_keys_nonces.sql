create table accounts (
    id text collate "C" primary key,
    name text not null,
    created_at timestamptz not null
);

-- One number for each change of any key, so that every gateway can ask "what is new since revision n". The counter's row lock makes
-- revisions visible in the order they are given out: no reader ever sees n + 1 before n.
create table keys_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint not null
);
insert into keys_revision (revision) values (0);

create table access_keys (
    id text collate "C" primary key,
    account text collate "C" not null references accounts (id),
    -- sealed with the master key for this id
    secret text not null,
    state text not null check (state in ('Active', 'Disabled')),
    policy text not null,
    created_at timestamptz not null,
    -- a deleted key stays without its secret, so that other gateways learn of it and its id never comes again
    deleted boolean not null default false,
    revision bigint not null default 0
);
create index access_keys_by_account on access_keys (account, created_at, id) where not deleted;
create index access_keys_by_revision on access_keys (revision);

create function next_keys_revision() returns trigger language plpgsql as $$
begin
    update keys_revision set revision = revision + 1 returning revision into new.revision;
    return new;
end $$;
create trigger access_keys_revision before insert or update on access_keys
    for each row execute function next_keys_revision();

-- apart from the keys: a use must not look like a change
create table key_uses (
    access_key text collate "C" primary key,
    used_at timestamptz not null
);

-- Nonces of calls that may change something. The mark is a hash of access key and nonce.
create table used_nonces (
    mark uuid primary key,
    expires_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
create index used_nonces_by_expiry on used_nonces (expires_at);
