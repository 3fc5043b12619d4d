package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A template put through the API, kept over a restart; a robot is told in its words, and just as the preview said. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplatesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TEMPLATE =
            "{\"text\":\"{{#single}}OWN {{level}} {{resource}} {{status}}{{/single}}{{^single}}OWN {{count}}{{/single}}\"}";

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

    private String preview(String id) {
        var path = "/accounts/worded/templates/robot-en:preview?event=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        var answer = notifier.post(path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningNotifier.json(answer.body()).at("/single/text").asText();
    }

    @Test
    void whatWasPreviewedIsWhatIsSent() {
        var put = notifier.put("/accounts/worded/templates/robot-en", TEMPLATE);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        notifier.close();
        notifier = RunningNotifier.startReady(settings);
        var made = notifier.post(
                "/accounts/worded/subscriptions",
                "{\"levels\":[\"CRITICAL\"],\"names\":[\"*\"],\"product\":\"ECS\",\"resources\":[\"*\"],"
                        + "\"target\":{\"type\":\"robot\",\"family\":\"slack\",\"language\":\"en\",\"url\":\""
                        + sink.url("/robot/worded") + "\"}}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        bus.publish(Samples.REBOOT_SCHEDULED.withId("worded-1").replace("169070*****30", "worded"));
        bus.flush();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/robot/worded")).hasSize(1));
        var sent = RunningNotifier.json(sink.got("/robot/worded").getFirst().body())
                .path("text")
                .asText();
        assertThat(sent).startsWith("OWN CRITICAL i-").endsWith(" Scheduled");
        await().atMost(SOON).untilAsserted(() -> assertThat(preview("worded-1")).isEqualTo(sent));
        assertThat(notifier.stats().path("templatesFailed").asLong()).isZero();
        assertThat(notifier.delete("/accounts/worded/templates/robot-en").statusCode())
                .isEqualTo(204);
        await().atMost(SOON).untilAsserted(() -> assertThat(preview("worded-1")).startsWith("[Critical]"));
    }
}
