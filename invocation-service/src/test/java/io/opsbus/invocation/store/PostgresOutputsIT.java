package io.opsbus.invocation.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.delivery.DueOutputs;
import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.store.output.PostgresOutputs;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresOutputsIT extends OutputsContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    @Override
    Store empty() {
        return EmptyStore.in(source);
    }

    @Override
    OutputDeliveries deliveries() {
        return new PostgresOutputs(Jdbi.create(source));
    }

    @Override
    DueOutputs due() {
        return new PostgresOutputs(Jdbi.create(source));
    }

    @Test
    void thoseOfRunsThatEndedLongAgoGo() throws SQLException {
        assertThat(twoRuns().plan().output()).isNotNull();
        assertThat(PostgresOutputs.forget(source, Given.NOON, 10)).isZero();
        assertThat(PostgresOutputs.forget(source, Given.NOON.plusSeconds(60), 1))
                .isEqualTo(1);
        assertThat(PostgresOutputs.forget(source, Given.NOON.plusSeconds(60), 10))
                .isEqualTo(1);
    }

    @Test
    void theyGoWithTheirInvocation() throws SQLException {
        assertThat(twoRuns().plan().output()).isNotNull();
        TestDatabase.execute(source, "delete from tasks");
        assertThat(PostgresOutputs.forget(source, Given.NOON.plusSeconds(60), 10))
                .isZero();
    }
}
