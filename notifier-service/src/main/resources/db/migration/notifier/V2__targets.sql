-- A target of any kind as JSON, its secrets sealed ({"sealed": …}); what was a webhook's address and headers goes along.
alter table subscriptions add column target jsonb;
update subscriptions set target = jsonb_build_object('type', 'webhook', 'url', url, 'headers', (
    select coalesce(jsonb_object_agg(headers[i], headers[i + 1]), '{}')
    from generate_series(1, coalesce(array_length(headers, 1), 0), 2) as i));
alter table subscriptions alter column target set not null, drop column url, drop column headers;
