package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A target asks for an hour of quiet: the process it asks, another one, and the one that starts afterwards leave it alone. */
class QuietTargetsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ACCOUNT = NotifierScene.account();
    private static final String BUSY = "/busy/quiet";

    private final FakeRegistry registry = new FakeRegistry();
    private final Map<String, Object> settings =
            RunningNotifier.settings(registry.url(), Backbone.get().postgres().newDatabase());
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());

    @AfterEach
    void stop() {
        bus.close();
        sink.close();
        registry.close();
    }

    private RunningNotifier start(int instance) {
        var all = new HashMap<>(settings);
        all.put("opsbus.notifier.instance", instance);
        return RunningNotifier.startReady(all);
    }

    private static String state(RunningNotifier notifier, String target) {
        return RunningNotifier.json(notifier.get("/accounts/" + ACCOUNT + "/targets/" + target)
                        .body())
                .path("state")
                .asText();
    }

    private static void awaitState(String state, String target, RunningNotifier... all) {
        for (var each : all) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(state(each, target)).isEqualTo(state));
        }
    }

    private void publish() {
        bus.publish(NotifierScene.of(ACCOUNT, Samples.REBOOT_SCHEDULED));
        bus.flush();
    }

    private static void awaitParked(RunningNotifier notifier, long count) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(notifier.stats().path("parkedNow").asLong()).isEqualTo(count));
    }

    @Test
    void whatATargetAskedIsKeptByAllProcessesAndOverARestart() {
        String target;
        try (var first = start(0);
                var second = start(1)) {
            target = first.subscribe(ACCOUNT, sink.url(BUSY), List.of("CRITICAL"))
                    .path("id")
                    .asText()
                    .replaceFirst("^sub-", "tgt-");
            // either may route the event
            awaitState("idle", target, first, second);
            publish();
            await().atMost(SOON).untilAsserted(() -> assertThat(sink.got(BUSY)).hasSize(1));
            awaitState("quiet", target, first, second);
        }
        try (var third = start(0)) {
            assertThat(state(third, target)).as("known before anything is sent").isEqualTo("quiet");
            publish();
            awaitParked(third, 2);
            assertThat(sink.got(BUSY)).hasSize(1);
        }
    }
}
