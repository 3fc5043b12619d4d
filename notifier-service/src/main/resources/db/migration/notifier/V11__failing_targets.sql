-- Targets whose attempts have only failed, since when and how often; fed from notifier.attempts in batches. A success ends it.
create table failing_targets (
    target text collate "C" primary key,
    account text not null,
    since timestamptz not null,
    failures bigint not null,
    last_at timestamptz not null,
    last_outcome text not null,
    last_status int,
    last_said text not null
);

-- What a target held for failing had done, and whether its owner knows.
alter table held_targets add column failing_since timestamptz;
alter table held_targets add column failures bigint;
alter table held_targets add column last_at timestamptz;
alter table held_targets add column last_outcome text;
alter table held_targets add column last_status int;
alter table held_targets add column last_said text;
alter table held_targets add column told boolean not null default false;
-- until when somebody is telling it
alter table held_targets add column telling_until timestamptz;
