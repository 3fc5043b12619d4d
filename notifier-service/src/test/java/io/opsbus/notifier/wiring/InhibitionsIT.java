package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An inhibition over a restart: what is muted is kept back while it is ongoing, and told again when it is over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InhibitionsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OF = "/accounts/inhibited";
    private static final String MAINTENANCE =
            "{\"levels\":[\"CRITICAL\"],\"names\":[\"Instance:SystemMaintenance.Reboot*\"],\"product\":\"ECS\",\"resources\":[\"*\"],"
                    + "\"statuses\":[\"%s\"]}";

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

    private JsonNode get(String path) {
        var answer = notifier.get(OF + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningNotifier.json(answer.body());
    }

    private void publish(String json) {
        bus.publish(json.replace("169070*****30", "inhibited"));
        bus.flush();
    }

    private List<String> got() {
        return sink.got("/ok/inhibited").stream()
                .map(got -> RunningNotifier.json(got.body()).path("id").asText())
                .toList();
    }

    private void awaitOngoing(String inhibition, int places) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(get("/inhibitions/" + inhibition).path("ongoing"))
                                .hasSize(places));
    }

    @Test
    void whatFollowsFromTheMaintenanceIsKeptBackUntilItIsOver() {
        notifier.subscribe("inhibited", sink.url("/ok/inhibited"), List.of("CRITICAL", "INFO"));
        var body = "{\"begins\":" + MAINTENANCE.formatted("Scheduled") + ",\"ends\":" + MAINTENANCE.formatted("Avoided")
                + ",\"mutes\":{\"levels\":[\"INFO\"],\"names\":[\"Instance:StateChange\"],\"product\":\"ECS\","
                + "\"resources\":[\"*\"]},\"atMostMinutes\":60,\"author\":\"me\",\"comment\":\"follows from it\"}";
        var made = notifier.post(OF + "/inhibitions", body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var id = RunningNotifier.json(made.body()).path("id").asText();

        publish(Samples.REBOOT_SCHEDULED.withId("begins"));
        awaitOngoing(id, 1);
        publish(Samples.INSTANCE_STOPPING.withId("kept-1"));
        await().atMost(SOON).untilAsserted(() -> assertThat(keptBack(id)).containsExactly("kept-1"));
        notifier.close();
        notifier = RunningNotifier.startReady(settings);
        publish(Samples.INSTANCE_RUNNING.withId("kept-2"));
        publish(Samples.INSTANCE_STOPPING.withId("told-1").replace("5go2go", "elsewhere"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(keptBack(id)).containsExactlyInAnyOrder("kept-1", "kept-2"));

        publish(Samples.REBOOT_AVOIDED.withId("ends"));
        awaitOngoing(id, 0);
        publish(Samples.INSTANCE_RUNNING.withId("told-2"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(got()).containsExactlyInAnyOrder("begins", "told-1", "ends", "told-2"));
    }

    private List<String> keptBack(String inhibition) {
        return get("/deliveries?status=silenced&silence=" + inhibition)
                .path("attempts")
                .findValuesAsText("eventId");
    }
}
