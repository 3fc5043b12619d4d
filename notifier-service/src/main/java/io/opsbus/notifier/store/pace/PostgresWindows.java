package io.opsbus.notifier.store.pace;

import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.pace.Windows;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Merge windows in the table {@code merge_windows}; one statement decides and remembers, whatever process asks. */
public final class PostgresWindows implements Windows {
    /** A whole batch must not wait for a store that is away once for each of its deliveries. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final String JOIN = """
            insert into merge_windows as w (subscription, kind, first, until, held) values (?, ?, ?, ?, false)
            on conflict (subscription, kind) do update set
                first = case when w.until > ? or (w.held and w.until + ? * interval '1 second' > ?) then w.first
                    else excluded.first end,
                until = case when w.until > ? then w.until
                    when w.held and w.until + ? * interval '1 second' > ? then w.until + ? * interval '1 second'
                    else excluded.until end,
                held = case when w.until > ? then w.held or w.first <> excluded.first
                    else w.held and w.until + ? * interval '1 second' > ? end
            returning first, until""";

    private final DataSource source;
    private volatile Instant awayUntil = Instant.MIN;

    /** @param source of connections */
    public PostgresWindows(DataSource source) {
        this.source = source;
    }

    @Override
    public Optional<Instant> join(Entry entry, Duration length, Instant now) {
        if (now.isBefore(awayUntil)) {
            throw new Parking.Away(new SQLException("it was a moment ago"));
        }
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(JOIN)) {
            fill(statement, entry, length, now);
            return joined(statement, entry.one());
        } catch (SQLException e) {
            awayUntil = now.plus(PAUSE);
            throw new Parking.Away(e);
        }
    }

    private static void fill(PreparedStatement statement, Entry entry, Duration length, Instant now)
            throws SQLException {
        var at = 1;
        statement.setString(at++, entry.subscription().value());
        statement.setObject(at++, entry.kind());
        statement.setObject(at++, entry.one());
        statement.setObject(at++, time(now.plus(length)));
        statement.setObject(at++, time(now));
        statement.setLong(at++, length.toSeconds());
        statement.setObject(at++, time(now));
        statement.setObject(at++, time(now));
        statement.setLong(at++, length.toSeconds());
        statement.setObject(at++, time(now));
        statement.setLong(at++, length.toSeconds());
        statement.setObject(at++, time(now));
        statement.setLong(at++, length.toSeconds());
        statement.setObject(at, time(now));
    }

    private static Optional<Instant> joined(PreparedStatement statement, UUID one) throws SQLException {
        try (var found = statement.executeQuery()) {
            found.next();
            return one.equals(found.getObject(1, UUID.class))
                    ? Optional.empty()
                    : Optional.of(found.getTimestamp(2).toInstant());
        }
    }

    @Override
    public int forget(Instant before) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement("delete from merge_windows where until < ?")) {
            statement.setObject(1, time(before));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Parking.Away(e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
