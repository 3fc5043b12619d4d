-- Instances chosen by their tags (store/TagColumn). One known before has none here until it is told of again.
alter table known_instances add column tags text[] not null default '{}';
