package io.opsbus.standalone;

import io.opsbus.standalone.backbone.BackboneLayout;
import io.opsbus.standalone.backbone.PostgresServer;
import io.opsbus.standalone.backbone.PostgresSettings;
import io.opsbus.standalone.backbone.process.StartFailure;
import io.opsbus.standalone.supervise.Probe;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL server in use: the embedded one once it has been started, or an existing one. */
final class Database {
    private final Settings settings;
    private final BackboneLayout layout;
    private final @Nullable String externalUser;
    private final @Nullable String externalPassword;
    private @Nullable PostgresServer embedded;
    private boolean databasesMade;

    private Database(
            Settings settings,
            BackboneLayout layout,
            @Nullable String externalUser,
            @Nullable String externalPassword) {
        this.settings = settings;
        this.layout = layout;
        this.externalUser = externalUser;
        this.externalPassword = externalPassword;
    }

    static Database of(Settings settings, BackboneLayout layout, Map<String, String> env) {
        String user = env.getOrDefault(Settings.ENV_POSTGRES_USER, "");
        return new Database(settings, layout, user.isBlank() ? null : user, env.get(Settings.ENV_POSTGRES_PASSWORD));
    }

    /** Starts the embedded server; its data folder is made on the first call. */
    PostgresServer start() throws StartFailure {
        DataFolder data = new DataFolder(settings.data());
        var server = PostgresServer.start(
                layout,
                new PostgresSettings(
                        layout.postgres(),
                        data.postgres(),
                        data.log("postgres"),
                        DataFolder.LOG_BOUND,
                        settings.ports().postgres(),
                        PostgresSettings.Durability.POWER_LOSS,
                        PostgresSettings.DEFAULT_CONNECTIONS));
        embedded = server;
        return server;
    }

    String user() {
        PostgresServer server = embedded;
        return server != null ? server.user() : externalUser == null ? "postgres" : externalUser;
    }

    String password() {
        PostgresServer server = embedded;
        return server != null ? server.password() : externalPassword == null ? "" : externalPassword;
    }

    /** Ready when a connection works; makes the services' databases on the way. */
    Probe probe() {
        return () -> {
            try (Connection connection = connect()) {
                if (!databasesMade) {
                    for (String database : Plan.DATABASES) {
                        createDatabase(connection, database);
                    }
                    databasesMade = true;
                }
                return "";
            } catch (SQLException notYet) {
                return "no connection: " + notYet.getMessage();
            }
        };
    }

    private static void createDatabase(Connection connection, String database) throws SQLException {
        try (var exists = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            exists.setString(1, database);
            try (ResultSet row = exists.executeQuery()) {
                if (row.next()) {
                    return;
                }
            }
        }
        try (var create = connection.createStatement()) {
            create.execute("create database " + database);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(settings.postgresUrl() + "postgres", properties);
    }
}
