package io.opsbus.gateway.store;

import io.opsbus.gateway.nonce.NonceMark;
import io.opsbus.gateway.nonce.UsedNonces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** {@link UsedNonces} in the table {@code used_nonces}. */
public final class PostgresNonces implements UsedNonces {
    private final Jdbi database;

    public PostgresNonces(Jdbi database) {
        this.database = database;
    }

    @Override
    public Set<NonceMark> use(Map<NonceMark, Instant> expiries) {
        // in one order everywhere, so that two gateways cannot wait for each other in a ring
        List<Map.Entry<NonceMark, Instant>> sorted = new ArrayList<>(expiries.entrySet());
        sorted.sort(Map.Entry.comparingByKey(
                Comparator.comparingLong(NonceMark::high).thenComparingLong(NonceMark::low)));
        return asked(handle -> {
            try (var query = handle.createQuery("""
                    insert into used_nonces (mark, expires_at)
                    select * from unnest(cast(:marks as uuid[]), cast(:expiries as timestamptz[]))
                    on conflict do nothing returning mark""")) {
                return query.bindArray(
                                "marks",
                                String.class,
                                sorted.stream()
                                        .map(entry -> text(entry.getKey()))
                                        .toList())
                        .bindArray(
                                "expiries",
                                String.class,
                                sorted.stream()
                                        .map(entry -> entry.getValue().toString())
                                        .toList())
                        .map((row, context) -> mark(row.getObject("mark", UUID.class)))
                        .collect(Collectors.toSet());
            }
        });
    }

    @Override
    public int forget(Instant now, int most) {
        return asked(handle -> {
            try (var update = handle.createUpdate("""
                    delete from used_nonces where ctid = any(array(
                        select ctid from used_nonces where expires_at < cast(:now as timestamptz)
                        order by expires_at limit :most for update skip locked))""")) {
                return update.bind("now", now.toString()).bind("most", most).execute();
            }
        });
    }

    private <T> T asked(Function<Handle, T> question) {
        try {
            return database.withHandle(question::apply);
        } catch (ConnectionException | UnableToExecuteStatementException away) {
            throw new Away(away);
        }
    }

    private static String text(NonceMark mark) {
        return new UUID(mark.high(), mark.low()).toString();
    }

    private static NonceMark mark(UUID uuid) {
        return new NonceMark(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
}
