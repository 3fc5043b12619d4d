package io.opsbus.notifier.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.targets.KafkaTopic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaGrantsTest {
    private static final Set<String> OURS = Set.of("ecs.instance.system-event", "notifier.deliveries");
    private static final KafkaGrants GRANTS = new KafkaGrants(
            List.of(
                    new KafkaGrant("*", "k:9092", "tenant.{account}."),
                    new KafkaGrant("alice", "k:9092", "shared-"),
                    new KafkaGrant("alice", "other:9092", "a_")),
            OURS);

    private static String ask(String account, String bootstrap, String topic) {
        var place = new KafkaTopic(bootstrap, topic, true, KafkaTopic.Sasl.PLAIN, Optional.empty(), Optional.empty());
        return GRANTS.complaint("target", new AccountId(account), place)
                .map(FieldProblem::field)
                .orElse("open");
    }

    @ParameterizedTest
    @CsvSource({
        "alice, k:9092, tenant.alice.events, open",
        "alice, k:9092, shared-events, open",
        "alice, other:9092, a_x, open",
        "bob, k:9092, tenant.bob.x, open",
        "bob, k:9092, tenant.alice.x, target.topic",
        "bob, k:9092, shared-events, target.topic",
        "bob, other:9092, a_x, target.bootstrap",
        "alice, k:9093, tenant.alice.x, target.bootstrap",
        "alice, k:9092, tenant.alice., target.topic",
        "alice, k:9092, notifier.deliveries, target.topic",
        "alice, k:9092, __consumer_offsets, target.topic",
        // another account's topics would begin as these do
        "alice.bob, k:9092, tenant.alice.bob.x, target.bootstrap",
    })
    void anAccountWritesWhereItWasGrantedAndNowhereElse(
            String account, String bootstrap, String topic, String expected) {
        assertThat(ask(account, bootstrap, topic)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "*, k:9092, tenant.",
        "a, k:9092, tenant",
        "a, k:9092, ''",
        "a, k:9092, .",
        "a, k:9092, 'a b.'",
        "*, k:9092, tenant.{account}",
        "'', k:9092, t.",
        "a, '', t.",
    })
    void aGrantThatSaysTooMuchIsNone(String account, String bootstrap, String prefix) {
        assertThatThrownBy(() -> new KafkaGrant(account, bootstrap, prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("opsbus.notifier.kafka-topics");
    }

    @Test
    void nobodyCanGrantThisSystemsOwnTopics() {
        for (var prefix : List.of("ecs.", "ecs.{account}.", "notifier.")) {
            assertThatThrownBy(() -> new KafkaGrants(List.of(new KafkaGrant("a", "k:9092", prefix)), OURS))
                    .hasMessageContaining("own topic");
        }
    }
}
