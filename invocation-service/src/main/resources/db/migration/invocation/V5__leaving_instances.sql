-- A managed instance that was deregistered over the agents' wire: in no list (is_deregistered), but its agent is believed for a while.
alter table managed_instances add column is_leaving boolean not null default false;
