package io.opsbus.instance.store;

import io.opsbus.instance.query.Census;
import io.opsbus.instance.query.Disks;
import io.opsbus.instance.query.Instances;
import io.opsbus.instance.query.Snapshots;
import io.opsbus.instance.query.TagListing;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** All reads of one database. */
public record PostgresReads(Instances instances, Disks disks, Snapshots snapshots, TagListing tags, Census census) {
    /** Reads of this database. */
    public static PostgresReads on(DataSource source) {
        var database = Jdbi.create(source).registerArrayType(String.class, "text");
        return new PostgresReads(
                new PostgresInstances(database),
                new PostgresDisks(database),
                new PostgresSnapshots(database),
                new PostgresTagListing(database),
                new PostgresCensus(database));
    }
}
