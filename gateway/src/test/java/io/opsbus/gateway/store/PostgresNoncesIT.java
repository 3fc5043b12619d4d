package io.opsbus.gateway.store;

import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.gateway.nonce.NonceMark;
import io.opsbus.gateway.nonce.UsedNonces;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresNoncesIT extends UsedNoncesContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    @Override
    UsedNonces empty() {
        try {
            TestDatabase.execute(source, "truncate used_nonces");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return another();
    }

    @Override
    UsedNonces another() {
        return new PostgresNonces(Jdbi.create(source));
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");

        assertThatExceptionOfType(UsedNonces.Away.class)
                .isThrownBy(() -> new PostgresNonces(Jdbi.create(nowhere)).use(Map.of(new NonceMark(1, 2), NOON)));
    }
}
