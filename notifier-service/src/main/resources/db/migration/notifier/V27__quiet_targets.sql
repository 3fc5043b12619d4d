-- Targets that asked to be left alone (Retry-After), and until when: for every process, and for whoever starts. What is over goes when something new is written.
create table quiet_targets (
    target text collate "C" primary key,
    until_at timestamptz not null
);
