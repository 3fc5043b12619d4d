package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A silence over a restart: what it covers is not sent but found, and comes when it is asked for; what comes after it is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilencesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OF = "/accounts/silenced";

    private final FakeRegistry registry = new FakeRegistry();
    private final Map<String, Object> settings =
            RunningNotifier.settings(registry.url(), Backbone.get().postgres().newDatabase());
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());
    private RunningNotifier notifier = RunningNotifier.startReady(settings);

    @AfterAll
    void stop() {
        bus.close();
        notifier.close();
        sink.close();
        registry.close();
    }

    private JsonNode post(int status, String path, String body) {
        var answer = notifier.post(OF + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return RunningNotifier.json(answer.body());
    }

    private JsonNode get(String path) {
        var answer = notifier.get(OF + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningNotifier.json(answer.body());
    }

    private void publish(Samples sample, String id) {
        bus.publish(sample.withId(id).replace("169070*****30", "silenced"));
        bus.flush();
    }

    private List<String> got() {
        return sink.got("/ok/silenced").stream()
                .map(got -> RunningNotifier.json(got.body()).path("id").asText())
                .toList();
    }

    private List<String> keptBackBy(String silence) {
        return get("/deliveries?status=silenced&silence=" + silence)
                .path("attempts")
                .findValuesAsText("eventId");
    }

    @Test
    void whatItKeepsBackIsFoundAndComesBack() {
        notifier.subscribe("silenced", sink.url("/ok/silenced"), List.of("CRITICAL", "INFO"));
        var silence = post(
                        201,
                        "/silences",
                        "{\"levels\":[\"CRITICAL\"],\"names\":[\"Instance:*\"],\"product\":\"ECS\",\"resources\":[\"*\"],"
                                + "\"until\":\"" + Instant.now().plusSeconds(3600)
                                + "\",\"author\":\"me\",\"comment\":\"new kernel\"}")
                .path("id")
                .asText();
        publish(Samples.REBOOT_SCHEDULED, "kept-1");
        await().atMost(SOON).untilAsserted(() -> assertThat(keptBackBy(silence)).containsExactly("kept-1"));
        notifier.close();
        notifier = RunningNotifier.startReady(settings);
        publish(Samples.REBOOT_SCHEDULED, "kept-2");
        publish(Samples.INSTANCE_STOPPING, "told-1");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(keptBackBy(silence)).containsExactlyInAnyOrder("kept-1", "kept-2"));
        await().atMost(SOON).untilAsserted(() -> assertThat(got()).containsExactly("told-1"));

        var ended = post(200, "/silences/" + silence + ":expire", "");
        assertThat(ended.path("state").asText()).isEqualTo("ended");
        publish(Samples.REBOOT_SCHEDULED, "told-2");
        await().atMost(SOON).untilAsserted(() -> assertThat(got()).containsExactly("told-1", "told-2"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(post(200, "/deliveries/redrives", "dryRun=true&silence=" + silence)
                                .path("count")
                                .asInt())
                        .isEqualTo(2));
        assertThat(post(200, "/deliveries/redrives", "dryRun=true&all=true")
                        .path("count")
                        .asInt())
                .as("must be asked for")
                .isZero();
        post(202, "/deliveries/redrives", "rate=1000&silence=" + silence);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(got()).containsExactlyInAnyOrder("told-1", "told-2", "kept-1", "kept-2"));
        assertThat(get("/silences?state=ended").path("silences").findValuesAsText("id"))
                .containsExactly(silence);
    }
}
