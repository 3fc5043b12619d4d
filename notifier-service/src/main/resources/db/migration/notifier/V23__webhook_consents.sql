-- Which receivers of webhooks have consented to be sent an account's deliveries.
create table webhook_consents (
    account text not null,
    -- the SHA-256 of the address
    mark text not null,
    given boolean not null default false,
    asked int not null default 0,
    at timestamptz,
    -- when it is asked again by itself, or by somebody else when its asker died; null: when somebody says so
    next_at timestamptz,
    said text not null default '',
    primary key (account, mark)
);
