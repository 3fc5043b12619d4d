-- What owners wish of the maintenance of their instances (ModifyInstanceMaintenanceAttributes); goes with its instance.
-- A window is two hours of the day at +08:00, start * 100 + end.
create table upkeep (
    instance_id text primary key,
    action      text not null,
    notify      boolean not null,
    windows     int[] not null
);
