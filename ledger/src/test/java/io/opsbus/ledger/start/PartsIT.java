package io.opsbus.ledger.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.ledger.postgres.TestDatabase;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PartsIT {
    private static Preparation done() {
        var preparation = new Preparation("done", () -> {}, Clock.systemUTC()).start();
        preparation.done().join();
        return preparation;
    }

    private static PGSimpleDataSource nowhere() {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:1/none");
        return source;
    }

    @Test
    void whatItNeedsDecidesAndWhatItHasIsTold() {
        var parts = new Parts().needs("topics", done()).has("routes", "").has("outbox", "KAFKA_AWAY: 3 facts wait");
        assertThat(parts.isReady()).isTrue();
        assertThat(parts.told())
                .isEqualTo(Map.of("topics", "UP", "routes", "UP", "outbox", "KAFKA_AWAY: 3 facts wait"));
    }

    @Test
    void whatIsNotPreparedIsToldWithItsReason() {
        try (var waits = new Preparation(
                        "waits",
                        () -> {
                            throw new IOException("no broker");
                        },
                        Clock.systemUTC())
                .start()) {
            await().untilAsserted(() -> {
                var parts = new Parts().needs("topics", waits);
                assertThat(parts.isReady()).isFalse();
                assertThat(parts.told().get("topics")).startsWith("IOException: no broker (since ");
            });
        }
    }

    @Test
    void aDatabaseMustAnswerNow() {
        assertThat(new Parts()
                        .needs("database", TestDatabase.source(TestDatabase.freshUrl()), done())
                        .isReady())
                .isTrue();
        assertThat(new Parts().needs("database", nowhere(), done()).isReady()).isFalse();
    }
}
