package io.opsbus.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Things tests start from. */
public final class Given {
    public static final AccountId ACCOUNT = new AccountId("169070*****30");
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Given() {}

    public static Selector everything() {
        return new Selector(
                EnumSet.allOf(Level.class),
                List.of(new NamePattern.Any()),
                "ECS",
                new ResourceScope.All(),
                Optional.empty());
    }

    public static Selector names(String... patterns) {
        return new Selector(
                EnumSet.allOf(Level.class),
                Stream.of(patterns)
                        .map(text -> NamePattern.parse(text).orElseThrow())
                        .toList(),
                "ECS",
                new ResourceScope.All(),
                Optional.empty());
    }

    public static Subscription subscription(String id, Selector selector) {
        return subscription(id, selector, URI.create("http://127.0.0.1:1/hook"));
    }

    public static Subscription subscription(String id, Selector selector, URI url) {
        return new Subscription(new SubscriptionId("sub-" + id), ACCOUNT, 1, selector, Webhook.plain(url), true);
    }

    public static Delivery delivery(Subscription to, int number, Instant routedAt) {
        return new Delivery(
                new DeliveryId(new UUID(0x8000, 0x8000_0000_0000_0000L + number)),
                Delivery.Addressee.of(to),
                new Delivery.Subject("event-" + number, "Instance:StateChange", Optional.empty()),
                routedAt,
                Body.of(("{\"number\":" + number + "}").getBytes(UTF_8)));
    }
}
