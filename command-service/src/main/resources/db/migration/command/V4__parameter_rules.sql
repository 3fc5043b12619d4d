-- What a command's author declares of its parameters, as JSON; empty for nothing.
alter table commands add column parameter_rules text not null default '';
