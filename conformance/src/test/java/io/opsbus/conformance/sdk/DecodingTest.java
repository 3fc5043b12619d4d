package io.opsbus.conformance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.Body;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Sdk;
import io.opsbus.conformance.replay.ReplayServer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both SDKs, read through this module, see the same in an answer. */
class DecodingTest {
    static Stream<Arguments> everyActionInEveryDialect() {
        return Sample.all().stream()
                .flatMap(sample -> Dialect.ALL.stream()
                        .filter(dialect -> dialect.scheme().equals("http"))
                        .map(dialect -> Arguments.of(sample, dialect)));
    }

    @ParameterizedTest
    @MethodSource("everyActionInEveryDialect")
    void everyFieldOfTheSampleIsDecoded(Sample sample, Dialect dialect) {
        try (ReplayServer server = new ReplayServer()) {
            server.answer(dialect.format() == Dialect.Format.XML ? sample.asXml() : sample.asJson());
            Sdk sdk = Sdks.open(
                    dialect, new Sdks.Endpoint(server.url(), null, new AccessKey("id", "secret"), "cn-hangzhou"));
            Body body = sdk.call(sample.action(), Map.of()).body();
            Body wire = Body.parse(sample.json());
            assertThat(Gaps.unexplained(dialect, body, wire)).isEmpty();
            assertThat(wire.lost(body)).isEmpty();
        }
    }
}
