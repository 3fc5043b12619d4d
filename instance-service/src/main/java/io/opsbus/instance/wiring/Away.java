package io.opsbus.instance.wiring;

import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Whether a failure means that a part is away for a while. */
final class Away {
    private Away() {}

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean database = cause instanceof SQLTransientException
                    || (cause instanceof SQLException sql && connectionLost(sql.getSQLState()));
            if (database || cause instanceof SchemaRegistryUnavailable) {
                return true;
            }
        }
        return false;
    }

    /** Class 08: connection; 57P: the server shuts down; 42P01: its tables are not made yet. */
    private static boolean connectionLost(@Nullable String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.equals("42P01"));
    }
}
