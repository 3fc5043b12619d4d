-- How often a command was invoked. Invocations that were counted are remembered for as long as the bus may tell them again.
alter table commands add column invoke_times bigint not null default 0;
create table counted_invocations (
    invocation text collate "C" primary key,
    counted_at timestamptz not null default now()
);
create index counted_invocations_by_age on counted_invocations (counted_at);
