-- Activations are listed by tag and resource group.
alter table activations add column resource_group text not null default '';
alter table activations add column tag_keys text[] not null default '{}';
alter table activations add column tag_values text[] not null default '{}';
update activations set
    resource_group = coalesce(body::jsonb #>> '{rules,labels,resourceGroup}', ''),
    tag_keys = array(select key from jsonb_each_text(body::jsonb #> '{rules,labels,tags}') order by key),
    tag_values = array(select value from jsonb_each_text(body::jsonb #> '{rules,labels,tags}') order by key);
