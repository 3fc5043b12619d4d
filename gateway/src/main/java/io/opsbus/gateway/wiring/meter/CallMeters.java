package io.opsbus.gateway.wiring.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opsbus.gateway.Product;
import io.opsbus.gateway.audit.CallCounts;
import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RoutedAction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Calls of the API as {@code opsbus_gateway_calls_seconds}, by action, product and class of the answer. Every label is from a bounded set:
 * actions are those services have announced, and whatever else is called is {@value #OTHER}.
 */
@Singleton
final class CallMeters implements CallCounts {
    static final String NAME = "opsbus.gateway.calls";
    static final String OTHER = "other";
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    private final MeterRegistry meters;
    private final Map<ActionKey, Map<AnswerClass, Timer>> timers = new ConcurrentHashMap<>();
    private final Map<AnswerClass, Timer> others;

    /** By the first digit of its status. */
    private enum AnswerClass {
        DONE("2xx"),
        REFUSED("4xx"),
        FAILED("5xx");

        private final String word;

        AnswerClass(String word) {
            this.word = word;
        }

        static AnswerClass of(int status) {
            return status < 400 ? DONE : status < 500 ? REFUSED : FAILED;
        }
    }

    CallMeters(MeterRegistry meters) {
        this.meters = meters;
        this.others = register(OTHER, OTHER);
    }

    @Override
    public void answered(Optional<RoutedAction> action, int status, Duration taken) {
        Map<AnswerClass, Timer> all = action.map(RoutedAction::key)
                .map(key -> timers.computeIfAbsent(key, this::register))
                .orElse(others);
        Timer timer = all.get(AnswerClass.of(status));
        if (timer != null) {
            timer.record(taken);
        }
    }

    private Map<AnswerClass, Timer> register(ActionKey key) {
        return register(
                key.action(),
                Product.ofVersion(key.version()).map(Product::word).orElse(OTHER));
    }

    /** Of all classes at once: Prometheus sees no increase in a series that begins with the first failure. */
    private Map<AnswerClass, Timer> register(String action, String product) {
        var made = new EnumMap<AnswerClass, Timer>(AnswerClass.class);
        Stream.of(AnswerClass.values())
                .forEach(answer -> made.put(
                        answer,
                        Timer.builder(NAME)
                                .description("calls of the API, from the request's last byte to the answer")
                                .tag("action", action)
                                .tag("product", product)
                                .tag("answer", answer.word)
                                .serviceLevelObjectives(BOUNDS)
                                .register(meters)));
        return made;
    }
}
