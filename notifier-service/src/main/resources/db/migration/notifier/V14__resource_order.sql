-- The order targets are told in of each resource: NONE, BLOCK, SKIP, SUPERSEDE.
alter table subscriptions add column resource_order text not null default 'NONE';
