package io.opsbus.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00-" + TRACE + "-00f067aa0ba902b7-00";
    private static final TraceParent.RandomBytes SEVENS = count -> {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 0x77);
        return bytes;
    };

    @Test
    void theCallersTraceIsContinuedUnderANewStepWithItsFlags() {
        assertThat(TraceParent.below(Optional.of(CALLER), SEVENS)).hasToString("00-" + TRACE + "-7777777777777777-00");
    }

    @Test
    void withoutACallerASampledTraceBegins() {
        assertThat(TraceParent.below(Optional.empty(), SEVENS))
                .hasToString("00-77777777777777777777777777777777-7777777777777777-01");
    }

    @Test
    void aMalformedHeaderBeginsANewTrace() {
        for (String header : new String[] {
            "",
            "garbage",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-" + TRACE + "-0000000000000000-01",
            "ff-" + TRACE + "-00f067aa0ba902b7-01",
            "00-" + TRACE.toUpperCase(java.util.Locale.ROOT) + "-00f067aa0ba902b7-01",
            CALLER + "-extra",
            CALLER + "\r\nx: y"
        }) {
            assertThat(TraceParent.parse(header)).as(header).isEmpty();
        }
    }

    @Test
    void aHigherVersionMayCarryMore() {
        assertThat(TraceParent.parse("01-" + TRACE + "-00f067aa0ba902b7-01-more"))
                .map(TraceParent::traceId)
                .contains(TRACE);
    }

    @Test
    void freshIdsAreNeverAllZero() {
        assertThat(TraceParent.below(Optional.empty(), byte[]::new))
                .hasToString("00-01000000000000000000000000000000-0100000000000000-01");
    }
}
