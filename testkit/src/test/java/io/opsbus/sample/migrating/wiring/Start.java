package io.opsbus.sample.migrating.wiring;

import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;

public record Start(FluentConfiguration flyway, DataSource requests) {
    public FluentConfiguration begin() {
        return flyway.dataSource(requests);
    }
}
