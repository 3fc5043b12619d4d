-- Instances, disks and snapshots. body is the whole resource as JSON; the columns beside it are what lists choose by.
-- seq is the order of creation; lists show the newest first. A hidden row (creation failed, being deleted) is in no list.
-- Room is left on every page, so that a change of state, which touches no index, stays on its page.

create table instances (
    instance_id       text        primary key,
    account_id        text        not null,
    region_id         text        not null,
    seq               bigint      generated always as identity (cache 1),
    visible           boolean     not null,
    name              text        not null,
    status            text        not null,
    zone_id           text        not null,
    instance_type     text        not null,
    family            text        not null,
    image_id          text        not null,
    vpc_id            text        not null,
    vswitch_id        text        not null,
    security_groups   text[]      not null,
    private_ip        text,
    public_ips        text[]      not null,
    charge_type       text        not null,
    internet_charge   text        not null,
    resource_group    text,
    key_pair          text,
    locks             text[]      not null,
    metadata_enabled  boolean     not null,
    metadata_tokens   boolean     not null,
    created_at        timestamptz not null,
    expires_at        timestamptz not null,
    body              text        not null
) with (fillfactor = 70);
create index instances_listed on instances (account_id, region_id, seq desc) where visible;
create index instances_by_address on instances (private_ip) where private_ip is not null;

create table disks (
    disk_id              text        primary key,
    account_id           text        not null,
    region_id            text        not null,
    seq                  bigint      generated always as identity (cache 1),
    visible              boolean     not null,
    name                 text        not null,
    status               text        not null,
    zone_id              text        not null,
    kind                 text        not null,
    category             text        not null,
    instance_id          text,
    source_snapshot      text,
    resource_group       text,
    portable             boolean     not null,
    encrypted            boolean     not null,
    delete_with_instance boolean     not null,
    created_at           timestamptz not null,
    body                 text        not null
) with (fillfactor = 70);
create index disks_listed on disks (account_id, region_id, seq desc) where visible;
create index disks_by_instance on disks (instance_id) where instance_id is not null;

create table snapshots (
    snapshot_id    text        primary key,
    account_id     text        not null,
    region_id      text        not null,
    seq            bigint      generated always as identity (cache 1),
    visible        boolean     not null,
    name           text        not null,
    status         text        not null,
    kind           text        not null,
    disk_id        text        not null,
    disk_kind      text        not null,
    instance_id    text,
    resource_group text,
    created_at     timestamptz not null,
    body           text        not null
) with (fillfactor = 70);
create index snapshots_listed on snapshots (account_id, region_id, seq desc) where visible;
create index snapshots_by_disk on snapshots (disk_id);

-- How many visible rows of a kind each 256 numbers of seq have: where a page begins is found by adding up these instead of
-- stepping over the rows before it. Kept in the transaction that shows or hides the row.
create table buckets (
    kind       text   not null,
    account_id text   not null,
    region_id  text   not null,
    bucket     bigint not null,
    count      int    not null,
    primary key (kind, account_id, region_id, bucket)
) with (fillfactor = 50);

-- The tags of visible resources.
create table tags (
    account_id  text not null,
    region_id   text not null,
    kind        text not null,
    resource_id text not null,
    key         text not null,
    value       text not null,
    primary key (account_id, region_id, kind, resource_id, key)
);
create index tags_by_value on tags (account_id, region_id, kind, key, value);
