package io.opsbus.rpc.postgres;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.token.ClientTokens;
import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresClientTokensIT extends ClientTokensContract {
    private static final PGSimpleDataSource SOURCE = new PGSimpleDataSource();

    @BeforeAll
    static void createTwice() throws SQLException {
        var database = Backbone.get().postgres().newDatabase();
        SOURCE.setUrl(database.url());
        SOURCE.setUser(database.user());
        SOURCE.setPassword(database.password());
        PostgresClientTokens.create(SOURCE);
        PostgresClientTokens.create(SOURCE);
    }

    @Override
    ClientTokens tokens() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate client_tokens");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        return new PostgresClientTokens(SOURCE);
    }

    @Test
    void aDatabaseThatIsAwayIsToldAsSuch() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1");
        var key = new ClientTokens.Key("1", new ActionName("2014-05-26", "RunInstances"), "t");
        assertThatExceptionOfType(PostgresClientTokens.Unavailable.class)
                .isThrownBy(() -> new PostgresClientTokens(nowhere).claim(key, "f", "s", Instant.EPOCH));
    }
}
