package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.DeliveryId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every target is down for an hour of the clock, while events go on coming; then all are back. */
class OutageTest extends DeliveryScene {
    private static final int TARGETS = 10;
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int STEPS = 360;

    private final List<Subscription> targets = IntStream.range(0, TARGETS)
            .mapToObj(i -> Given.subscription("t" + i, Given.everything()))
            .toList();
    private final Set<DeliveryId> all = new HashSet<>();

    private void eventsCome(int step) {
        for (var at = 0; at < TARGETS; at++) {
            var delivery = Given.delivery(targets.get(at), step * TARGETS + at, clock.instant());
            all.add(delivery.id());
            accept(List.of(delivery));
        }
    }

    @Test
    void anHourOfOutageHammersNobodyAndAfterItEverythingArrivesOnce() {
        targets.forEach(target -> owners.put(target.id().target(), target));
        answer(503);
        for (var step = 0; step < STEPS; step++) {
            eventsCome(step);
            drain();
            clock.advance(STEP);
        }
        var attempts = channel.sent().size();
        assertThat(parking.count()).isEqualTo(TARGETS * STEPS);
        assertThat(attempts)
                .as("a probe a minute for each target, and what its breaker took to open")
                .isLessThan(TARGETS * 100);
        answer(204);
        for (var seconds = 0; seconds < 2400 && parking.count() > 0; seconds += 10) {
            drain();
            clock.advance(STEP);
        }
        assertThat(parking.count()).as("all gone within forty minutes").isZero();
        assertThat(letters).isEmpty();
        assertThat(channel.sent()).hasSize(attempts + TARGETS * STEPS);
        assertThat(new HashSet<>(channel.sent().subList(attempts, channel.sent().size())))
                .isEqualTo(all);
    }
}
