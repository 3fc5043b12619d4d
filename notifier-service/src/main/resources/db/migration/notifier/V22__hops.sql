-- How often notifiers had told the event before it came here.
alter table parked add column hops int not null default 0;
alter table dead_letters add column hops int not null default 0;
