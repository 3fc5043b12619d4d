package io.opsbus.benchmarks.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NumberedIdTest {
    @Test
    void anIdIsAUuidAndGivesItsNumberBack() {
        for (long number : new long[] {0, 1, 15, 16, 123_456_789, (1L << 48) - 1}) {
            String id = NumberedId.of(number);

            assertThat(UUID.fromString(id)).hasToString(id);
            assertThat(numberIn("{\"ver\":\"1.0\",\"id\":\"" + id + "\",\"x\":1}"))
                    .isEqualTo(number);
        }
    }

    @Test
    void onlyTheFieldNamedIdIsLookedAt() {
        assertThat(numberIn("{\"eventId\":\"e-1\",\"id\":\"" + NumberedId.of(7) + "\"}"))
                .isEqualTo(7);
    }

    @Test
    void aBodyWithoutANumberedIdHasNoNumber() {
        assertThat(numberIn("")).isNegative();
        assertThat(numberIn("{\"id\":\"short\"}")).isNegative();
        assertThat(numberIn("{\"id\":\"2256A988-0B26-4E2B-820A-8A0000000E50\",\"x\":1}"))
                .isNegative();
        assertThat(numberIn("{\"id\":\"" + NumberedId.of(7).replace('7', 'x') + "\"}"))
                .isNegative();
    }

    @Test
    void bodiesDifferInTheirNumberOnly() {
        String pattern = "{\"id\":\"" + NumberedId.of(0) + "\",\"rest\":\"stays\"}";
        var bodies = new Bodies(pattern.getBytes(StandardCharsets.US_ASCII));

        assertThat(new String(bodies.body(4711), StandardCharsets.US_ASCII))
                .isEqualTo("{\"id\":\"" + NumberedId.of(4711) + "\",\"rest\":\"stays\"}");
    }

    @Test
    void aPatternWithoutANumberedIdIsRefused() {
        assertThatThrownBy(() -> new Bodies(new byte[] {'{', '}'})).hasMessageContaining("numbered id");
    }

    private static long numberIn(String json) {
        byte[] bytes = ("head" + json + "tail").getBytes(StandardCharsets.US_ASCII);
        return NumberedId.in(bytes, 4, bytes.length - 4);
    }
}
