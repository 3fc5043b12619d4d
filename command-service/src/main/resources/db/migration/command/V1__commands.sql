create table commands (
    id text collate "C" primary key,
    account text collate "C" not null,
    region text collate "C" not null,
    -- the order of lists
    place bigint not null generated always as identity,
    name text not null,
    description text not null,
    resource_group text not null,
    -- sorted by key; a key and its value stand at the same index
    tag_keys text[] not null,
    tag_values text[] not null,
    type text not null check (type in ('RunShellScript', 'RunBatScript', 'RunPowerShellScript')),
    content bytea not null,
    parameters boolean not null,
    parameter_names text[] not null,
    working_directory text not null,
    launcher text not null,
    timeout_seconds integer not null check (timeout_seconds > 0),
    created_at timestamptz not null,
    version integer not null,
    cloned_from text collate "C",
    revision bigint not null
);
create unique index commands_of_a_shelf on commands (account, region, place desc);
