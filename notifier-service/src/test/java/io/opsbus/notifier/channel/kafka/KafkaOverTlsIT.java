package io.opsbus.notifier.channel.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.grant.KafkaGrant;
import io.opsbus.notifier.grant.KafkaGrants;
import io.opsbus.testkit.tls.OwnCertificate;
import io.opsbus.testkit.tls.TlsBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker over TLS, with certificates made for the run: one of its host, and one of another. */
class KafkaOverTlsIT {
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final int RIGHT = 0;
    private static final int OF_ANOTHER_HOST = 1;

    private static OwnCertificate right;
    private static OwnCertificate ofAnotherHost;
    private static TlsBroker broker;
    private static int topics;

    private final String name = "own.tls-" + topics++;
    private final Producers producers = new Producers(ATTEMPT);
    private final Blocking blocking = new Blocking(8, Duration.ZERO, ATTEMPT);

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        right = OwnCertificate.make(folder, "right");
        ofAnotherHost = OwnCertificate.make(folder, "other", "DNS:kafka.example");
        broker = TlsBroker.start("opsbus", "s3cret", List.of(right, ofAnotherHost));
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @AfterEach
    void stop() {
        producers.close();
        blocking.close();
    }

    private Outcome send(String bootstrap, Map<String, String> more) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.plainBootstrap()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
        var form = new HashMap<String, Object>(Map.of("type", "kafka-topic", "bootstrap", bootstrap, "topic", name));
        form.putAll(more);
        var grants = new KafkaGrants(List.of(new KafkaGrant("169070*****30", bootstrap, "own.")), Set.of());
        return Sent.to(Read.target(form)).on(new KafkaTopicChannel(producers, grants, blocking));
    }

    private long written() throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.plainBootstrap()))) {
            var partition = new TopicPartition(name, 0);
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    @Test
    void aClusterOfTheAuthorityTheTargetNamesIsWrittenTo() throws Exception {
        assertThat(send(broker.bootstrap(RIGHT), Map.of("caPem", right.pem())).label())
                .isEqualTo("kafka-written");
        assertThat(written()).isOne();
    }

    @Test
    void aLoginGoesOverTlsToo() throws Exception {
        var login = Map.of("caPem", right.pem(), "user", "opsbus", "password", "s3cret");
        assertThat(send(broker.bootstrapWithLogin(), login).label()).isEqualTo("kafka-written");
        assertThat(written()).isOne();
    }

    @Test
    void aWrongPasswordIsToldAndNothingIsWritten() throws Exception {
        var login = Map.of("caPem", right.pem(), "user", "opsbus", "password", "wrong");
        var outcome = send(broker.bootstrapWithLogin(), login);
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY_REFUSED);
        assertThat(outcome.label()).isEqualTo("kafka-login");
        assertThat(outcome.said()).doesNotContain("wrong");
        assertThat(written()).isZero();
    }

    @Test
    void aClusterOfAnotherAuthorityIsWrittenNothing() throws Exception {
        assertRefused(send(broker.bootstrap(RIGHT), Map.of("caPem", ofAnotherHost.pem())), "certification path");
    }

    @Test
    void aClusterThePlatformDoesNotKnowIsWrittenNothing() throws Exception {
        assertRefused(send(broker.bootstrap(RIGHT), Map.of()), "certification path");
    }

    @Test
    void aClusterWithTheCertificateOfAnotherHostIsWrittenNothing() throws Exception {
        assertRefused(
                send(broker.bootstrap(OF_ANOTHER_HOST), Map.of("caPem", ofAnotherHost.pem())),
                "No subject alternative DNS name matching localhost");
    }

    private void assertRefused(Outcome outcome, String why) throws InterruptedException, ExecutionException {
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.label()).isEqualTo("tls");
        assertThat(outcome.said()).contains(why);
        assertThat(written()).isZero();
    }
}
