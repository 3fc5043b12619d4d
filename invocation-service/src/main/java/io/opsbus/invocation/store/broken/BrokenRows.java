package io.opsbus.invocation.store.broken;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One row that cannot be read must not keep the others from who lists them: it is left out, and the log says so once. */
public final class BrokenRows {
    private static final Logger LOGGER = LoggerFactory.getLogger(BrokenRows.class);
    /** More are left out as well, without a line of the log. */
    private static final int MOST_KNOWN = 10_000;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** How many rows the log was told of. */
    public int told() {
        return known.size();
    }

    /** What a row holds. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads it.
         *
         * @throws SQLException while the database does not answer
         * @throws RuntimeException if what it holds cannot be understood
         */
        T read() throws SQLException;
    }

    /**
     * What the row holds; empty if it cannot be read.
     *
     * @param row its name for the log
     */
    public <T> Optional<T> read(String row, Reading<T> reading) throws SQLException {
        try {
            return Optional.of(reading.read());
        } catch (RuntimeException unreadable) {
            if (known.size() < MOST_KNOWN && known.add(row)) {
                LOGGER.atError()
                        .addKeyValue("row", row)
                        .addKeyValue("broken", known.size())
                        // without its cause, which may tell what it could not read
                        .addKeyValue("reason", String.valueOf(unreadable.getMessage()))
                        .log("a row is left out of what is listed, for it cannot be read");
            }
            return Optional.empty();
        }
    }
}
