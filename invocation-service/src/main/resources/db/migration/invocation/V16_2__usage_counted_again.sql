-- V15 has taken tasks that V13 had counted. Who counts meanwhile waits, and adds what is not seen here.
lock table instance_usage in share row exclusive mode;
delete from instance_usage;
insert into instance_usage (instance, account, region, tasks, last_at)
    select instance, account, region, count(*), max(created_at) from tasks group by instance, account, region;
