-- What of V16 looks at many rows is in 16.1 to 16.3, each a transaction of its own: this one changes no row, so that the tables are closed to
-- an older release that runs beside this one for a moment only. No two of them wait for what the other holds.

-- Results are listed by their command: a task says which it is of, as it says of what kind its invocation is.
alter table tasks add column command_id text collate "C";

-- An older release says neither, and what it says nothing of must not be taken for a command: its row has both from its invocation, which is
-- there before. Who says both, as this release does, pays nothing for it.
alter table tasks alter column kind drop default;
create function task_of_an_older_release() returns trigger language plpgsql as $$
begin
    select kind, command_id into new.kind, new.command_id from invocations where id = new.invocation;
    return new;
end
$$;
create trigger task_of_an_older_release before insert on tasks
    for each row when (new.kind is null or new.kind = 'RUN' and new.command_id is null) execute function task_of_an_older_release();

-- Which run of its task it was, from 1; null where an older release has written the row.
alter table task_runs add column repeats integer;
