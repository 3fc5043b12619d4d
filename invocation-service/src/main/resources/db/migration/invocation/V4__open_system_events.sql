-- Open system events of instances, as ecs.instance.system-event tells: what a guest may read of itself.
create table open_system_events (
    id              text collate "C" primary key,
    instance        text collate "C" not null,
    type            text not null,
    status          text not null,
    published_at    timestamptz not null,
    not_before      timestamptz
);
create index open_system_events_of_an_instance on open_system_events (instance, published_at, id);
