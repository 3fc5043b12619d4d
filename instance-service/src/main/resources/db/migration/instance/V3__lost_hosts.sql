-- Hosts an operator declared lost and has not taken back: providers are told of them again at each start.
create table lost_hosts (
    host_id     text primary key,
    returns     boolean not null,
    since       timestamptz not null
);
