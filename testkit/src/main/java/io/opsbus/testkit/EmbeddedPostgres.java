package io.opsbus.testkit;

import io.opsbus.standalone.backbone.PostgresServer;
import io.opsbus.standalone.backbone.process.ChildGuard;

final class EmbeddedPostgres extends EmbeddedServer<PostgresServer> implements Backbone.Postgres {
    EmbeddedPostgres(ChildGuard guard, Starter<PostgresServer> starter) {
        super(guard, starter);
    }

    @Override
    public String serverUrl() {
        return running().jdbcBase();
    }

    @Override
    public String user() {
        return running().user();
    }

    @Override
    public String password() {
        return running().password();
    }

    @Override
    public Backbone.Database database(String name) {
        return PostgresDatabases.make(serverUrl(), user(), password(), name);
    }

    @Override
    public Backbone.Database newDatabase() {
        return database(PostgresDatabases.freshName());
    }
}
