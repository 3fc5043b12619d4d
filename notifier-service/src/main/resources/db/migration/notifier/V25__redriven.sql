-- Brought back from the dead: each attempt says so.
alter table parked add column redriven boolean not null default false;
