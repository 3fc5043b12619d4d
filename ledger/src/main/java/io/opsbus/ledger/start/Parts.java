package io.opsbus.ledger.start;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The parts of a service, in words for its health page: each is {@link #UP}, or why it is not. Look anew each time. */
public final class Parts {
    public static final String UP = "UP";

    private static final int ANSWER_SECONDS = 1;

    private final Map<String, String> told = new LinkedHashMap<>();
    private boolean ready = true;

    /** Without it the service is not ready. */
    public Parts needs(String name, Preparation preparation) {
        return needs(name, preparation.trouble());
    }

    /** Without a database that is prepared and answers the service is not ready. */
    public Parts needs(String name, DataSource database, Preparation tables) {
        String trouble = tables.trouble();
        return needs(name, trouble.isEmpty() ? trouble(database) : trouble);
    }

    private Parts needs(String name, String trouble) {
        ready &= trouble.isEmpty();
        return has(name, trouble);
    }

    /** It serves without this too: what is wrong with it is told, no more. Empty for nothing. */
    public Parts has(String name, String trouble) {
        told.put(name, trouble.isEmpty() ? UP : trouble);
        return this;
    }

    private static String trouble(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS) ? "" : "PostgreSQL does not answer";
        } catch (SQLException e) {
            return Preparation.reason(e);
        }
    }

    /** Whether all is there that it needs. */
    public boolean isReady() {
        return ready;
    }

    /** What is told, in the order it was asked. */
    public Map<String, String> told() {
        return Collections.unmodifiableMap(told);
    }
}
