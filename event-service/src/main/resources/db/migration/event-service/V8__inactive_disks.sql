-- Disks that were taken off an instance as broken and wait to be cleaned (SystemMaintenance.CleanInactiveDisks), and those that were cleaned:
-- the events keep telling which they were.
alter table known_disks
    add column type           text,
    add column category       text,
    add column size_gib       int,
    add column inactive_from  text,
    add column inactive_since timestamptz;
create index known_disks_inactive on known_disks (inactive_from) where inactive_from is not null;

create table cleaned_disks (
    id             text primary key,
    account_id     text not null,
    inactive_from  text not null,
    inactive_since timestamptz not null,
    type           text,
    category       text,
    size_gib       int,
    created_at     timestamptz not null,
    gone_at        timestamptz not null
);
create index cleaned_disks_of_an_instance on cleaned_disks (inactive_from);
create index cleaned_disks_oldest on cleaned_disks (gone_at);
