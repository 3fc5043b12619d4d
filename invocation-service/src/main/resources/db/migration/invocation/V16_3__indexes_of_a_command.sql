create index tasks_of_a_command on tasks (account, region, command_id, place desc) where command_id is not null;

-- Few are repeated, or wait for a boot, and fewer of those go on: whoever looks for one of a command walks through none that ran once.
create index invocations_repeated_of_a_command on invocations (account, region, command_id, place desc) where repeat_mode <> 'Once';
create index invocations_going_on_of_a_command on invocations (account, region, command_id, place desc)
    where repeat_mode <> 'Once' and not is_over;
