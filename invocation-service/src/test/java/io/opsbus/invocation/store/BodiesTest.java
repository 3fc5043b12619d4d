package io.opsbus.invocation.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opsbus.invocation.work.Invocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored and cannot be read. */
class BodiesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sesame",
                "{sesame",
                "{\"edition\":\"sesame\"}",
                "{\"created\":\"sesame\"}",
                "{\"work\":{\"is\":\"sesame\"}}",
                "{\"labels\":\"sesame\"}",
                "{\"created\":\"2026-11-23T12:00:00Z\",\"labels\":{\"tags\":{\"k\":[\"sesame\"]}}}"
            })
    void saysWhereAndNothingOfWhat(String body) {
        Throwable failure = catchThrowable(() -> Bodies.read(body, Invocation.class));
        assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessageContaining("a stored Invocation");
        var logged = new StringWriter();
        failure.printStackTrace(new PrintWriter(logged));
        assertThat(logged.toString()).doesNotContain("sesame");
    }
}
