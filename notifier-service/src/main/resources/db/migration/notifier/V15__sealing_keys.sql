-- By which master keys the secrets in a JSON are sealed: the ids of the keys; '' for what was sealed before the ids were written. Where a secret
-- stands, {"sealed": …} stands in its place, with the id before the dot.
create function sealing_keys(document jsonb) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct case when strpos(s.text, '.') > 0 then split_part(s.text, '.', 1) else '' end), '{}')
    from (select value #>> '{}' as text
        from jsonb_path_query(document, 'lax $.**.sealed ? (@.type() == "string")') as value) s
$$;

-- of a deleted subscription nothing is sent any more: what would open doors goes
update subscriptions set target = '{}', fallback = null where deleted;

-- a robot's sealed address was a text among texts
update shelves set content = jsonb_set(content, '{reach,dingWebHook}',
    jsonb_build_object('sealed', content #> '{reach,dingWebHook}'))
where kind = 'contact' and jsonb_typeof(content #> '{reach,dingWebHook}') = 'string'
    and content #>> '{reach,dingWebHook}' <> '';

create index subscriptions_sealed on subscriptions (id) where sealing_keys(target) <> '{}';
create index subscriptions_sealed_fallback on subscriptions (id) where sealing_keys(fallback) <> '{}';
create index shelves_sealed on shelves (kind, account, name) where sealing_keys(content) <> '{}';

-- Whose turn it is to seal: of the keys processes have started with, the one with the highest number.
create table master_keys (
    id text collate "C" primary key,
    turn bigint not null
);
