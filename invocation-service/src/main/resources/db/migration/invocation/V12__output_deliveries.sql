-- Output of runs that are over, on its way into an object store. A row comes with the end of its run, in the same transaction; its
-- output goes when it is delivered or given up. due_at is also until when who has taken it may have it to himself; tries says who.
create table output_deliveries (
    task            text collate "C" not null references tasks on delete cascade,
    -- names the run, as its ending does
    started         text collate "C" not null,
    ended_at        timestamptz not null,
    bucket          text not null,
    object          text not null,
    status          text not null default 'IN_PROGRESS' check (status in ('IN_PROGRESS', 'FINISHED', 'FAILED')),
    due_at          timestamptz not null,
    tries           integer not null default 0,
    code            text not null default '',
    output          bytea not null,
    primary key (task, started)
) with (fillfactor = 80);
create index output_deliveries_due on output_deliveries (due_at) where status = 'IN_PROGRESS';
create index output_deliveries_by_age on output_deliveries (ended_at);
