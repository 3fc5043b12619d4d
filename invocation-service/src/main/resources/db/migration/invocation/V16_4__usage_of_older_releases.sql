-- An older release beside this one counts nothing either; who says of what kind a task is counts it.
create or replace function task_of_an_older_release() returns trigger language plpgsql as $$
begin
    if new.kind is null then
        insert into instance_usage as u (instance, account, region, tasks, last_at)
            values (new.instance, new.account, new.region, 1, new.created_at)
            on conflict (instance, account, region) do update set
                tasks = u.tasks + 1, last_at = greatest(u.last_at, excluded.last_at);
    end if;
    select kind, command_id into new.kind, new.command_id from invocations where id = new.invocation;
    return new;
end
$$;
