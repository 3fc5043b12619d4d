-- Whether a kicked agent is to hear of the task: to run it, or to stop it. The others it has, or they are over: they are not read for it.
-- True where an older release has written the row, so that it is read once too often.
alter table tasks add column is_owed boolean not null default true;
create index tasks_owed on tasks (instance, place) where is_open and is_owed;
