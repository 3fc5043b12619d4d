package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One running notifier for all tests of a class: Kafka, PostgreSQL and a receiver are real, the registry is the fake of its module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotifierScene {
    static final Duration SOON = Duration.ofSeconds(60);

    final FakeRegistry registry = new FakeRegistry();
    final Sink sink = new Sink();
    RunningNotifier notifier;
    Bus bus;

    @BeforeAll
    void start() {
        notifier = RunningNotifier.startReady(registry.url());
        bus = new Bus(registry.schemas());
    }

    @AfterAll
    void stop() {
        bus.close();
        notifier.close();
        sink.close();
        registry.close();
    }

    /** Nobody else's. */
    static String account() {
        return "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    /** A fresh event of that account. */
    static String of(String account, Samples sample) {
        return sample.fresh().replace("169070*****30", account);
    }

    /** Exactly these; a target that asks for no order is told several at once. */
    void awaitTold(String path, String... bodies) {
        soon(() -> assertThat(sink.got(path)).extracting(Sink.Got::body).containsExactlyInAnyOrder(bodies));
    }

    /** It comes true within a minute; who has waited in vain is told what may be in the way. */
    static void soon(ThrowingRunnable comes) {
        try {
            await().atMost(SOON).untilAsserted(comes);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(late.getMessage() + "\n" + Whereabouts.now(), late);
        }
    }
}
