package io.opsbus.notifier.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.SubscriptionId;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryIdTest {
    private static final SubscriptionId SUBSCRIPTION = new SubscriptionId("sub-1");

    private static Event event(String account, String id, String name) {
        return new Event(new AccountId(account), id, name, Level.INFO, "ECS", "acs:i-1", Given.NOON, Optional.empty());
    }

    private static DeliveryId id(Event event, String json, SubscriptionId subscription) {
        return DeliveryId.of(EventKey.of(event, json.getBytes(UTF_8)), subscription, subscription.target());
    }

    @Test
    void theSameEventForTheSameSubscriptionAlwaysHasTheSameId() {
        var one = id(event("a", "1", "N"), "{}", SUBSCRIPTION);
        assertThat(id(event("a", "1", "N"), "{}", SUBSCRIPTION)).isEqualTo(one);
        assertThat(one.value().version()).isEqualTo(8);
        assertThat(one.value().variant()).isEqualTo(2);
    }

    @Test
    void anyDifferenceMakesAnotherId() {
        assertThat(Stream.of(
                        id(event("a", "1", "N"), "{}", SUBSCRIPTION),
                        id(event("b", "1", "N"), "{}", SUBSCRIPTION),
                        id(event("a", "2", "N"), "{}", SUBSCRIPTION),
                        id(event("a", "1", "M"), "{}", SUBSCRIPTION),
                        id(event("a", "1N", ""), "{}", SUBSCRIPTION),
                        id(event("a", "1", "N"), "{ }", SUBSCRIPTION),
                        id(event("a", "1", "N"), "{}", new SubscriptionId("sub-2"))))
                .doesNotHaveDuplicates();
    }
}
