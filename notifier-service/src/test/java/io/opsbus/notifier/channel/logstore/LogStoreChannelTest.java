package io.opsbus.notifier.channel.logstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both kinds of log stores have in common; {@link OtlpMessageTest} and {@link PutLogsTest} have the rest. */
class LogStoreChannelTest {
    @ParameterizedTest
    @ValueSource(strings = {"otlp", "sls"})
    void aForbiddenAddressIsNotDialled(String protocol) {
        try (var forbidden = Peer.forbidden()) {
            var form = new HashMap<>(Map.of("type", "log-store", "protocol", protocol, "endpoint", forbidden.url("/")));
            if (protocol.equals("sls")) {
                form.putAll(Map.of(
                        "project", "ops", "logstore", "events", "accessKeyId", "AK", "accessKeySecret", "s3cret"));
            }
            var outcome = Sent.to(Read.target(form)).on(new LogStoreChannel(forbidden.client(), forbidden.clock()));
            assertThat(outcome).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
            assertThat(forbidden.connections()).isZero();
        }
    }
}
