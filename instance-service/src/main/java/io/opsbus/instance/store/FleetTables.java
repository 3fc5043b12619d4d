package io.opsbus.instance.store;

import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PatientConnections;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** All tables of this service's database. */
public final class FleetTables {
    private FleetTables() {}

    /** Creates or migrates what is not as it should be. Any number of processes may call it, at every start. */
    public static void create(DataSource source) throws SQLException {
        var patient = new PatientConnections(source);
        Flyway.configure()
                .dataSource(patient)
                .locations("classpath:db/migration/instance")
                .load()
                .migrate();
        LedgerTables.create(patient);
    }

    /** Removes what counts nothing any more: buckets all of whose rows are gone. Call it now and then. */
    public static int tidy(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            return statement.executeUpdate("delete from buckets where count = 0");
        }
    }
}
