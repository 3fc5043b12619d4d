-- instances whose machine is simulated have an agent of this service (ADR 25); the topic is read again under another group's name
alter table known_instances add column is_simulated boolean not null default false;
