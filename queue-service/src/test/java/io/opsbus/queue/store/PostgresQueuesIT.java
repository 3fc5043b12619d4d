package io.opsbus.queue.store;

import static io.opsbus.queue.Given.ALICE;
import static io.opsbus.queue.Given.ORDERS;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.queue.Queues;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresQueuesIT extends QueuesContract {
    private static DataSource source;

    @BeforeAll
    static void database() {
        source = TestDatabase.fresh();
    }

    @Override
    Queues empty() {
        TestDatabase.empty(source);
        return new PostgresQueues(source);
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        assertThatExceptionOfType(Queues.Away.class).isThrownBy(() -> new PostgresQueues(nowhere).find(ALICE, ORDERS));
    }
}
