package io.opsbus.agent.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlarmsTest {
    private final AtomicInteger minutes = new AtomicInteger();
    private final List<String> journal = new CopyOnWriteArrayList<>();

    private static Stream<Runnable> mistakes() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("a mistake");
                },
                () -> {
                    throw new NoClassDefFoundError("a mistake");
                });
    }

    /** A timetable has one alarm at a time: without it nothing of it would run any more. */
    @ParameterizedTest
    @MethodSource("mistakes")
    void whoFailsIsRungAgain(Runnable mistake) {
        var rung = new AtomicInteger();
        try (var alarms = new Alarms(
                () -> Instant.EPOCH.plus(Duration.ofMinutes(minutes.getAndIncrement())),
                (what, _) -> journal.add(what))) {
            alarms.at(Instant.EPOCH, () -> {
                if (rung.incrementAndGet() == 1) {
                    mistake.run();
                }
            });
            await().atMost(Duration.ofSeconds(20)).until(() -> rung.get() == 2);
        }
        assertThat(journal).containsExactly("timer fails");
    }
}
