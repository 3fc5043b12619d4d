-- An event is moved within its page while nothing an index holds has changed; that needs room there.
alter table system_events set (fillfactor = 75);

-- How a closed event ended, null while it is open: it changes once in an event's life, where its status does at each step.
alter table system_events add column ended_as text generated always as (case when finished_at is not null then status end) stored;

-- the history, however many events are open
create index system_events_closed on system_events (account_id, region_id, of_disk, published_at desc, id collate "C" desc)
    where finished_at is not null;
-- and some types or ends of it, however rare they are in it
create index system_events_ended on system_events (account_id, region_id, of_disk, type, ended_as, published_at desc, id collate "C" desc)
    where finished_at is not null;

-- open events of an account, all or of some types
drop index system_events_pending_account;
create index system_events_open on system_events (account_id, type, published_at desc, id collate "C" desc) where finished_at is null;
