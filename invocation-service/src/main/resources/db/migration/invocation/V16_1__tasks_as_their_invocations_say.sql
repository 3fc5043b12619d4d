-- Those that are over first: nobody changes them any more, so that who changes one waits for the few that are open alone.
update tasks t set kind = v.kind, command_id = v.command_id from invocations v
    where v.id = t.invocation and not t.is_open and (t.kind <> v.kind or t.command_id is distinct from v.command_id);

-- V14 has set is_owed where nobody had said anything of it, and it stays until the task moves, which one that waits for a boot may not do for
-- months. An older release leaves it as it is: a kick tells the task it names in any case. What waits for a boot or runs is owed to no kick
-- (Delivered shows Running too, and is); a timetable says it itself with its next run.
update tasks t set kind = v.kind, command_id = v.command_id,
        is_owed = t.is_owed and not (t.status = 'Scheduled' and v.repeat_mode in ('EveryReboot', 'NextRebootOnly')
            or position('"state":{"is":"Running"' in t.body) > 0)
    from invocations v where v.id = t.invocation and t.is_open;
