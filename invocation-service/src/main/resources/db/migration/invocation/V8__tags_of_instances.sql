-- Instances are chosen by tag. What is known of them is read from the bus once more (the group of the feed has a new name).
alter table known_instances add column tag_keys text[] not null default '{}';
alter table known_instances add column tag_values text[] not null default '{}';
