package io.opsbus.notifier.store;

import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.pace.Silences;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** Silences in the table {@code silences}; one statement decides and remembers, whatever process asks. */
public final class PostgresSilences implements Silences {
    private final DataSource source;

    /** @param source of connections */
    public PostgresSilences(DataSource source) {
        this.source = source;
    }

    @Override
    public boolean tell(News news, Duration silence, Instant now) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement("""
                        insert into silences (subscription, news, event, until) values (?, ?, ?, ?)
                        on conflict (subscription, news) do update set event = excluded.event,
                            until = case when silences.event = excluded.event then silences.until else excluded.until end
                        where silences.event = excluded.event or silences.until <= ?
                        returning true""")) {
            statement.setString(1, news.subscription().value());
            statement.setObject(2, news.news());
            statement.setObject(3, news.event());
            statement.setObject(4, time(now.plus(silence)));
            statement.setObject(5, time(now));
            try (var told = statement.executeQuery()) {
                return told.next();
            }
        } catch (SQLException e) {
            throw new Parking.Away(e);
        }
    }

    @Override
    public int forget(Instant now) {
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement("delete from silences where until <= ?")) {
            statement.setObject(1, time(now));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Parking.Away(e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
