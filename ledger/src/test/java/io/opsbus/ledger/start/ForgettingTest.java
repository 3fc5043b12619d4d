package io.opsbus.ledger.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    /** So many rows that are old. */
    private static Forgetting.Old rows(AtomicInteger left) {
        return most -> {
            int gone = Math.min(most, left.get());
            left.addAndGet(-gone);
            return gone;
        };
    }

    @Test
    void itGoesOnUntilNothingIsOld() {
        var keys = new AtomicInteger(2_500);
        var answers = new AtomicInteger(3);
        try (var forgetting = new Forgetting(Map.of("keys", rows(keys), "answers", rows(answers)))) {
            assertThat(forgetting.forget()).isEqualTo(2_503);
        }
        assertThat(keys).hasValue(0);
        assertThat(answers).hasValue(0);
    }

    @Test
    void whatCannotBeForgottenKeepsNothingElseFromIt() {
        var tries = new AtomicInteger();
        var answers = new AtomicInteger(3);
        var kinds = new LinkedHashMap<String, Forgetting.Old>();
        kinds.put("keys", _ -> {
            tries.incrementAndGet();
            throw new SQLException("away");
        });
        kinds.put("answers", rows(answers));
        try (var forgetting = new Forgetting(kinds)) {
            forgetting.forget();
            forgetting.forget();
        }
        assertThat(answers).hasValue(0);
        assertThat(tries).hasValue(2);
    }
}
