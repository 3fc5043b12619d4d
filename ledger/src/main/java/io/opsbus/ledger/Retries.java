package io.opsbus.ledger;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an attempt again while the database's answer leaves its outcome unknown or asks for another try. Safe only for
 * attempts that carry a change key.
 *
 * @param tries how many in all
 * @param first pause before the second try; doubles up to {@code longest}
 * @param patience no further try after so long: a pool may make each one wait for a connection
 */
public record Retries(int tries, Duration first, Duration longest, Duration patience) {

    /** About five seconds in all: a PostgreSQL restart fits in, a caller's patience is not exhausted. */
    public static final Retries DEFAULT =
            new Retries(10, Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static final Logger LOGGER = LoggerFactory.getLogger(Retries.class);

    /** One try; every SQLException it throws means "not known to be committed". */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws SQLException;
    }

    /**
     * Runs the attempt until its outcome is known.
     *
     * @throws Ledger.Unavailable after the last try, or when interrupted while waiting
     * @throws IllegalStateException for an error no repetition cures (broken SQL, violated constraint)
     */
    public <T> T run(World world, Attempt<T> attempt) {
        var end = world.clock().instant().plus(patience);
        Duration wait = first;
        for (int n = 1; ; n++) {
            Exception failure;
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (!passing(e)) {
                    throw new IllegalStateException("the change was rolled back: " + e.getMessage(), e);
                }
                failure = e;
            } catch (RuntimeException e) {
                // a store may wrap what JDBC threw (Jdbi does)
                if (!passing(e)) {
                    throw e;
                }
                failure = e;
            }
            if (n == tries || world.clock().instant().isAfter(end)) {
                throw new Ledger.Unavailable("outcome unknown after " + n + " tries", failure);
            }
            LOGGER.atDebug().addKeyValue("try", n).setCause(failure).log("outcome unknown, trying the same key again");
            pause(world.pause(), wait, failure);
            wait = wait.multipliedBy(2).compareTo(longest) > 0 ? longest : wait.multipliedBy(2);
        }
    }

    private static void pause(World.Pause pause, Duration time, Exception failure) {
        try {
            pause.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Ledger.Unavailable("interrupted, outcome unknown", failure);
        }
    }

    /**
     * Whether time or another try may cure it. Classes of SQLSTATE (PostgreSQL, appendix A): 08 connection, 40
     * serialization and deadlock, 53 resources, 55P03 lock not available, 57P server shutting down or starting, 58 system
     * error, 25006 read-only after a fail-over; 42P01 no such table, for a service answers before its tables are made.
     */
    public static boolean passing(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException || cause instanceof SQLRecoverableException) {
                return true;
            }
            if (cause instanceof SQLException sql && passing(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean passing(@Nullable String state) {
        // a pool's own errors ("connection is closed") have no state
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("58")
                || state.equals("55P03")
                || state.equals("25006")
                || state.equals("42P01");
    }
}
