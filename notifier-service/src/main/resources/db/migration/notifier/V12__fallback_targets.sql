-- A subscription's second target, as JSON like the first, its secrets sealed; null: it has none.
alter table subscriptions add column fallback jsonb;
alter table subscriptions add column fallback_when_disabled boolean not null default false;
