package io.opsbus.invocation.store;

import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the two tables of instances as one kind of thing. */
final class FleetRows {
    /** Both tables; {@code place} orders each of them, managed ones come first in lists. */
    static final String BOTH = """
            (select id, account, region, 0 as kind, place, name, os_type, is_running, is_simulated, tag_keys, tag_values
                from known_instances
                where not is_releasing
            union all
            select id, account, region, 1 as kind, place, name, os_type, true, false, tag_keys, tag_values
                from managed_instances
                where not is_deregistered and not is_awaiting) as instances""";

    /** Both tables, for those who are the instance: with managed ones that are leaving. */
    static final String OWN =
            BOTH.replace("where not is_deregistered and", "where (not is_deregistered or is_leaving) and");

    private FleetRows() {}

    static KnownInstance instance(ResultSet row) throws SQLException {
        return new KnownInstance(
                new InstanceId(row.getString("id")),
                new Scope(new AccountId(row.getString("account")), new RegionId(row.getString("region"))),
                row.getString("name"),
                row.getString("os_type"),
                row.getBoolean("is_running"),
                row.getBoolean("is_simulated"));
    }
}
