-- The version of the subscription, or its rule, by which the event was routed, and the one whose target the attempt went to; null: not known, or
-- no attempt was made.
alter table attempts add column version bigint;
alter table attempts add column made_with bigint;
