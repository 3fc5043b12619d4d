package io.opsbus.instance.store;

import static io.opsbus.instance.Given.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.control.Ledgers;
import io.opsbus.instance.control.Reads;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.ledger.FactEncoder;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresFleetIT extends FleetReadsContract {
    private static HikariDataSource source = new HikariDataSource();

    @BeforeAll
    static void open() {
        source = TestDatabase.fresh(6);
    }

    @AfterAll
    static void close() {
        source.close();
    }

    @Override
    Stored fresh() {
        empty();
        return stored(source);
    }

    private static void empty() {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate instances, disks, snapshots, buckets, tags, applied_changes");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stored stored(DataSource source) {
        var world = World.of(InstantSource.system());
        var reads = PostgresReads.on(source);
        return new Stored(
                new Ledgers(
                        new PostgresLedger<>(
                                Ledgers.INSTANCES, source, TableStates.instances(), none(), world, () -> {}),
                        new PostgresLedger<>(Ledgers.DISKS, source, TableStates.disks(), none(), world, () -> {}),
                        new PostgresLedger<>(
                                Ledgers.SNAPSHOTS, source, TableStates.snapshots(), none(), world, () -> {})),
                new Reads(reads.instances(), reads.disks(), reads.snapshots(), reads.tags(), reads.census()));
    }

    private static <F> FactEncoder<F> none() {
        return fact -> {
            throw new IllegalStateException("no facts here: " + fact);
        };
    }

    @Test
    void bucketsCountRightWhateverHappensAtOnce() {
        var stored = fresh();
        try (var all = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, 200)
                    .forEach(i -> all.execute(() -> {
                        var instance = Given.instance(InstanceId.derived("i" + i), new InstanceState.Running());
                        stored.put(instance);
                        if (i % 3 == 0) {
                            stored.remove(instance);
                        }
                    }));
        }

        assertThat(stored.reads()
                        .instances()
                        .list(SCOPE, InstanceFilter.ALL, Paging.first(1))
                        .total())
                .isEqualTo(133);
    }
}
