-- Networks the machines of an activation came from: one from a further one is told of.
alter table activations add column networks text[] not null default '{}';
