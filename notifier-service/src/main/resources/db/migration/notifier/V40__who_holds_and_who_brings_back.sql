-- Whether an operator wants a target held, whatever else holds it: only he lets it go. Those paused so far were paused by operators.
alter table held_targets add column by_operator boolean not null default false;
update held_targets set by_operator = true where reason = 'paused';

-- Whether an operator began a redrive: only he stops it. Those so far were begun by operators.
alter table redrives add column by_operator boolean not null default true;
