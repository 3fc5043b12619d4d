-- How many parts of short messages an account has sent on a day of UTC.
create table sms_days (
    account text not null,
    day date not null,
    parts bigint not null,
    -- when the budget did not suffice first; null: it did
    spent_at timestamptz,
    -- whether its account knows, and until when somebody is telling it
    told boolean not null default false,
    telling_until timestamptz,
    primary key (account, day)
);
