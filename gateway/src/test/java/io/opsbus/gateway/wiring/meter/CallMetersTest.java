package io.opsbus.gateway.wiring.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opsbus.gateway.Access;
import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RoutedAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CallMetersTest {
    private static final Optional<RoutedAction> START =
            Optional.of(new RoutedAction(new ActionKey("2014-05-26", "StartInstance"), Access.WRITE, List.of()));

    @Test
    void aCallIsCountedByActionProductAndAnswer() {
        var registry = new SimpleMeterRegistry();
        var meters = new CallMeters(registry);
        meters.answered(START, 200, Duration.ofMillis(30));
        meters.answered(START, 403, Duration.ofMillis(300));
        meters.answered(Optional.empty(), 503, Duration.ofMillis(1));

        assertThat(counts(registry))
                .containsExactlyInAnyOrder(
                        "StartInstance 2xx ecs 1",
                        "StartInstance 4xx ecs 1",
                        // a first failure is an increase
                        "StartInstance 5xx ecs 0",
                        "other 2xx other 0",
                        "other 4xx other 0",
                        "other 5xx other 1");
        assertThat(registry.find(CallMeters.NAME)
                        .tag("answer", "4xx")
                        .tag("product", "ecs")
                        .timer())
                .isNotNull()
                .satisfies(timer ->
                        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300));
    }

    private static List<String> counts(SimpleMeterRegistry registry) {
        return registry.find(CallMeters.NAME).timers().stream()
                .map(timer ->
                        timer.getId().getTags().stream().map(Tag::getValue).collect(Collectors.joining(" ")) + " "
                                + timer.count())
                .toList();
    }

    @Test
    void callsOfNoActionHaveOneNameHoweverManyThereAre() {
        var registry = new SimpleMeterRegistry();
        var meters = new CallMeters(registry);
        for (int status = 400; status < 600; status++) {
            meters.answered(Optional.empty(), status, Duration.ofMillis(1));
        }
        assertThat(counts(registry))
                .containsExactlyInAnyOrder("other 2xx other 0", "other 4xx other 100", "other 5xx other 100");
    }
}
