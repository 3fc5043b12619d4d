-- Tasks that are over here and whose agent, which had them, has not said so: it is told to stop them whenever it asks.
alter table tasks add column may_run_yet boolean not null default false;
create index tasks_that_may_run_yet on tasks (instance, place) where may_run_yet;
