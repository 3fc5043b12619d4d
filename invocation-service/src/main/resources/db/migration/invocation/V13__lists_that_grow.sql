-- What a list costs does not grow with what is kept: each is served in its order by an index, and what is looked for is in it.

-- A task says of what kind its invocation is: a list of results needs to look at no invocation to know which tasks are its own.
alter table tasks add column kind text not null default 'RUN';
update tasks t set kind = 'FILE' from invocations v where v.id = t.invocation and v.kind = 'FILE';
create index tasks_listed on tasks (account, region, kind, place desc);
create index tasks_listed_of_an_instance on tasks (instance, account, region, kind, place desc);
drop index tasks_of_a_scope;
drop index tasks_of_an_instance;

create index invocations_listed on invocations (account, region, kind, place desc);
create index invocations_of_a_command on invocations (account, region, command_id, place desc) where command_id is not null;
drop index invocations_of_a_scope;

-- The quota of a day is of commands.
create index commands_by_day on invocations (account, region, created_at) where kind = 'RUN';
drop index invocations_by_day;

-- Runs are looked for by their task alone, or by their task and how they ended, which few of them may have. Without an index that begins
-- with the id none of other tasks' newer runs is walked through on the way to a task's.
alter table task_runs drop constraint task_runs_pkey;
drop index task_runs_of_a_task;
alter table task_runs add primary key (task, id);
create index task_runs_of_a_status on task_runs (task, status, id);

-- Machines that were deregistered stay for ever, and are in no list.
create index managed_instances_listed on managed_instances (account, region, place desc) where not is_deregistered;
drop index managed_instances_of_a_scope;

-- How much each instance has been used: tasks that are kept of it, and when the last one came.
create table instance_usage (
    instance        text collate "C" not null,
    account         text collate "C" not null,
    region          text collate "C" not null,
    tasks           bigint not null,
    last_at         timestamptz not null,
    primary key (instance, account, region)
) with (fillfactor = 60);
insert into instance_usage (instance, account, region, tasks, last_at)
    select instance, account, region, count(*), max(created_at) from tasks group by instance, account, region;
