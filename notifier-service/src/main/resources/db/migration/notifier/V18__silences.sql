-- What kept a delivery back: a silence's id; null: nothing did.
alter table attempts add column silence text;
create index attempts_by_silence on attempts (account, silence, started_at) where silence is not null;
alter table dead_letters add column silence text;
-- What a redrive asks for.
alter table redrives add column silence text;
