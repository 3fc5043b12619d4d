-- Which agents are there, as invocation-service tells on ecs.agents: a copy, read again from Kafka if dropped.
create table known_agents (
    instance_id text primary key,
    connected   boolean not null,
    heard_at    timestamptz not null,
    told_at     timestamptz not null
);
