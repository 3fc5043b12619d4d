package org.flywaydb.core.api.configuration;

import javax.sql.DataSource;

public interface FluentConfiguration {
    FluentConfiguration dataSource(DataSource source);
}
