-- An instance has one task of an invocation, however many calls add it at once. Of those two calls had added, the first stays.
delete from tasks later using tasks first
    where later.invocation = first.invocation and later.instance = first.instance and later.place > first.place;
create unique index tasks_one_of_an_instance on tasks (invocation, instance);
-- the new one begins as it does
drop index if exists tasks_of_an_invocation;
