-- Tables of io.opsbus.rpc.postgres. Idempotent: run it at every start (PostgresClientTokens.create).
create table if not exists client_tokens (
    account_id  text        not null,
    version     text        not null,
    action      text        not null,
    token       text        not null,
    fingerprint text        not null,
    seed        text        not null,
    -- null while the request is worked on
    reply       text,
    at          timestamptz not null,
    primary key (account_id, version, action, token)
);
create index if not exists client_tokens_age on client_tokens (at);
