-- Invocations and their tasks. body is the whole thing as JSON; the columns beside it are what lists choose by. Output is bytes,
-- apart, so that a change of state need not write it. Lists show the newest first (place).

create table invocations (
    id              text collate "C" primary key,
    account         text collate "C" not null,
    region          text collate "C" not null,
    place           bigint not null generated always as identity,
    created_at      timestamptz not null,
    kind            text not null check (kind in ('RUN', 'FILE')),
    name            text not null,
    command_id      text collate "C",
    command_type    text,
    repeat_mode     text not null,
    periodic        boolean not null,
    -- what the bus was told last, in both vocabularies
    status          text,
    legacy          text,
    resource_group  text not null,
    tag_keys        text[] not null,
    tag_values      text[] not null,
    body            text not null
) with (fillfactor = 80);
create unique index invocations_of_a_scope on invocations (account, region, place desc);
create index invocations_by_day on invocations (account, region, created_at);

create table tasks (
    id              text collate "C" primary key,
    invocation      text collate "C" not null references invocations,
    instance        text collate "C" not null,
    account         text collate "C" not null,
    region          text collate "C" not null,
    place           bigint not null generated always as identity,
    created_at      timestamptz not null,
    status          text not null,
    legacy          text not null,
    is_open         boolean not null,
    body            text not null,
    output          bytea not null,
    dropped         bigint not null
) with (fillfactor = 60);
create index tasks_of_an_invocation on tasks (invocation);
create unique index tasks_of_a_scope on tasks (account, region, place desc);
create index tasks_of_an_instance on tasks (instance, account, region);
create index tasks_open on tasks (instance, place) where is_open;

-- runs of repeated tasks that are over
create table task_runs (
    id              bigint primary key generated always as identity,
    task            text collate "C" not null references tasks on delete cascade,
    ended_at        timestamptz not null,
    status          text not null,
    legacy          text not null,
    body            text not null,
    output          bytea not null,
    dropped         bigint not null
);
create index task_runs_of_a_task on task_runs (task, id);
create index task_runs_by_age on task_runs (ended_at);

-- what is heard of agents
create table agents (
    instance        text collate "C" primary key,
    version         text not null,
    os_type         text not null,
    heard_at        timestamptz not null,
    connection      text
) with (fillfactor = 60);

-- the compacted topic ecs.instances as a table
create table known_instances (
    id              text collate "C" primary key,
    account         text collate "C" not null,
    region          text collate "C" not null,
    place           bigint not null generated always as identity,
    name            text not null,
    os_type         text not null,
    is_running      boolean not null,
    is_releasing    boolean not null,
    revision        bigint not null
);
create index known_instances_of_a_scope on known_instances (account, region, place desc);

-- the compacted topic ecs.commands as a table
create table known_commands (
    id              text collate "C" primary key,
    account         text collate "C" not null,
    region          text collate "C" not null,
    revision        bigint not null,
    body            text not null
);

create table activations (
    id              text collate "C" primary key,
    account         text collate "C" not null,
    region          text collate "C" not null,
    place           bigint not null generated always as identity,
    instance_name   text not null,
    body            text not null
);
create index activations_of_a_scope on activations (account, region, place desc);

create table managed_instances (
    id              text collate "C" primary key,
    account         text collate "C" not null,
    region          text collate "C" not null,
    place           bigint not null generated always as identity,
    activation      text collate "C" not null,
    name            text not null,
    os_type         text not null,
    machine_id      text not null,
    addresses       text[] not null,
    resource_group  text not null,
    tag_keys        text[] not null,
    tag_values      text[] not null,
    is_deregistered boolean not null,
    body            text not null
);
create index managed_instances_of_a_scope on managed_instances (account, region, place desc);
create index managed_instances_of_an_activation on managed_instances (activation);
