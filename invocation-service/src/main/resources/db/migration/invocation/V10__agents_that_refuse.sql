-- When an agent refused a kick: it is being upgraded.
alter table agents add column refused_at timestamptz;
