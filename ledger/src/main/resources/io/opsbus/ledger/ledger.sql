-- Tables of io.opsbus.ledger. Idempotent: run it at every start (LedgerTables.create) or include it in a migration.

-- Facts that Kafka has not acknowledged yet; a row lives for milliseconds. seq is drawn while the entity's lock is held,
-- so it grows along the changes of one entity. The sequence must not cache: a cached block would break exactly that.
create table if not exists outbox (
    seq      bigint generated always as identity (cache 1) primary key,
    topic    text        not null,
    key      text        not null,
    value    bytea,
    headers  text[]      not null,
    fact_id  text        not null,
    saved_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000); -- a queue: mostly dead rows

-- One row for each applied change: the same key again hears this reply. entity is '' for keys of the whole ledger.
create table if not exists applied_changes (
    ledger     text        not null,
    entity     text        not null,
    change_key text        not null,
    reply      text        not null,
    applied_at timestamptz not null,
    primary key (ledger, entity, change_key)
);
create index if not exists applied_changes_age on applied_changes (applied_at);

create sequence if not exists timer_generation cache 1;
create table if not exists timers (
    ledger        text        not null,
    key           text        not null,
    generation    bigint      not null,
    due_at        timestamptz not null,
    payload       text        not null,
    -- when a firing may next be tried: due_at, or the end of the lease of who tries now
    next_at       timestamptz not null,
    attempts      int         not null default 0,
    primary key (ledger, key)
);
create index if not exists timers_next on timers (ledger, next_at);
