-- System events (guide 3). Written by the ledger "event.cycle" alone, one row for each event; read by the API.
create table system_events (
    id                 text primary key,
    account_id         text not null,
    region_id          text not null,
    of_disk            boolean not null,
    -- the instance or the disk itself
    resource_id        text not null,
    -- the instance concerned; null for a disk that is attached nowhere
    instance_id        text,
    instance_name      text,
    disk_id            text,
    device             text,
    type               text not null,
    origin             text not null,
    reason             text not null,
    -- when a draft is to be made known; null once it is
    publish_at         timestamptz,
    published_at       timestamptz,
    first_status       text,
    status             text,
    not_before         timestamptz,
    initial_not_before timestamptz,
    reminded           boolean not null,
    started_at         timestamptz,
    -- null while open
    finished_at        timestamptz,
    failure            text,
    changes            int not null
);
-- pages of an account, newest first
create index system_events_newest on system_events (account_id, region_id, of_disk, published_at desc, id collate "C" desc)
    where published_at is not null;
-- events of one instance or disk
create index system_events_resource on system_events (resource_id, published_at desc);
-- what may still change: small, however long the history
create index system_events_pending on system_events (instance_id) where finished_at is null;
create index system_events_pending_account on system_events (account_id) where finished_at is null;

-- How many published events there are, by day of publication, so that neither a total nor a deep page counts them. A
-- counter is kept in eight parts, so that events changed at the same moment seldom wait for each other.
create table system_event_counts (
    account_id text not null,
    region_id  text not null,
    of_disk    boolean not null,
    day        date not null,
    type       text not null,
    status     text not null,
    part       int not null,
    events     bigint not null,
    primary key (account_id, region_id, of_disk, day, type, status, part)
);
