package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.invocation.fleet.SpentRequests;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.store.spent.PostgresSpentRequests;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresSpentRequestsIT extends SpentRequestsContract {
    private static DataSource source;
    private final List<PostgresSpentRequests> opened = new ArrayList<>();

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    @Override
    SpentRequests empty() {
        try {
            TestDatabase.execute(source, "truncate spent_requests");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return open(source);
    }

    private SpentRequests open(DataSource database) {
        var spent = new PostgresSpentRequests(database);
        opened.add(spent);
        return spent;
    }

    @AfterEach
    void close() {
        opened.forEach(PostgresSpentRequests::close);
    }

    @Test
    void anotherProcessAndALaterOneKnowToo() {
        String request = UUID.randomUUID().toString();
        assertThat(empty().spend(LINUX, request, NOON)).isTrue();
        assertThat(open(source).spend(LINUX, request, NOON)).isFalse();
    }

    @Test
    void spendingDoesNotWaitForTheDisk() throws SQLException {
        SpentRequests spent = empty();
        TestDatabase.execute(source, """
                create function refuse_waiting() returns trigger language plpgsql as $$
                begin
                    if current_setting('synchronous_commit') <> 'off' then
                        raise 'this waits for the disk';
                    end if;
                    return new;
                end $$;
                create trigger refuse_waiting before insert on spent_requests
                    for each row execute function refuse_waiting()""");
        try {
            assertThat(spent.spend(LINUX, UUID.randomUUID().toString(), NOON)).isTrue();
        } finally {
            TestDatabase.execute(source, "drop function refuse_waiting cascade");
        }
    }

    @Test
    void whileTheStoreIsAwayNothingIsTaken() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        SpentRequests spent = open(nowhere);
        String request = UUID.randomUUID().toString();
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> spent.spend(LINUX, request, NOON));
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> spent.forget(NOON, 1));
    }
}
