package io.opsbus.testkit;

import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;

/** Makes databases on a server, whoever runs it. */
final class PostgresDatabases {
    private static final String DUPLICATE_DATABASE = "42P04";

    private PostgresDatabases() {}

    static String freshName() {
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        return "t_" + HexFormat.of().formatHex(random);
    }

    static Backbone.Database make(String serverUrl, String user, String password, String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        try (var connection = DriverManager.getConnection(serverUrl + "postgres", user, password);
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw new IllegalStateException("cannot make database " + name + ": " + e.getMessage(), e);
            }
        }
        return new Backbone.Database(name, serverUrl + name, user, password);
    }
}
