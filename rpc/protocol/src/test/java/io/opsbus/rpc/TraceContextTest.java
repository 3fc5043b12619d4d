package io.opsbus.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String W3C = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void theStandardsExampleIsReadAndWritten() {
        TraceContext trace = TraceContext.parse(W3C).orElseThrow();
        assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(trace.header()).isEqualTo(W3C);
    }

    @Test
    void aChildStaysInTheTrace() {
        TraceContext trace = TraceContext.parse(W3C).orElseThrow();
        TraceContext child = trace.child(new Random(1));
        assertThat(child.traceId()).isEqualTo(trace.traceId());
        assertThat(child.spanId()).isNotEqualTo(trace.spanId());
    }

    @Test
    void aNewTraceIsValid() {
        TraceContext begun = TraceContext.begin(new Random(1));
        assertThat(TraceContext.parse(begun.header())).contains(begun);
    }

    @Test
    void aLaterVersionMayAddFields() {
        assertThat(TraceContext.parse("01" + W3C.substring(2) + "-more")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n"
            })
    void anythingElseBeginsANewTrace(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }
}
