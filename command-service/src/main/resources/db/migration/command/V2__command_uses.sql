-- What periodic invocations use: the compacted topic ecs.command-uses as a table.
create table command_uses (
    invocation text collate "C" primary key,
    account text collate "C" not null,
    region text collate "C" not null,
    command text collate "C" not null
);
create index command_uses_of_a_command on command_uses (command, account, region);
