-- Codes that were sent to addresses to be confirmed, for a day; of the address only its SHA-256.
create table contact_codes (
    account text not null,
    mark text not null,
    at timestamptz not null
);
create index contact_codes_by_account on contact_codes (account);
create index contact_codes_by_mark on contact_codes (mark, at);
create index contact_codes_by_age on contact_codes (at);
