create table queues (
    id bigint primary key generated always as identity,
    account text collate "C" not null,
    name text collate "C" not null,
    -- seconds
    delay integer not null,
    largest integer not null,
    retention integer not null,
    visibility integer not null,
    wait integer not null,
    logged boolean not null,
    -- both or none
    dead_letter_queue text collate "C",
    most_receives integer,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    unique (account, name)
);

-- Their messages go in the background.
create table deleted_queues (id bigint primary key);

-- No reference to queues: a check of it on each insert would lock the queue's row, and a deleted queue's messages go bit by bit.
create table messages (
    queue bigint not null,
    -- version 7: the time it was sent is in it, so old ones lie together
    id uuid not null,
    priority smallint not null check (priority between 1 and 16),
    -- times: microseconds since 1970
    visible_at bigint not null,
    receives integer not null,
    enqueued_at bigint not null,
    first_received_at bigint,
    body text not null,
    -- one a line, fields separated by blanks, each percent-encoded
    properties text,
    primary key (queue, id)
) with (
    -- rows live for seconds: what they leave behind must go often
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_insert_scale_factor = 0.2,
    autovacuum_vacuum_cost_delay = 0
);
create index messages_by_turn on messages (queue, priority, visible_at);
