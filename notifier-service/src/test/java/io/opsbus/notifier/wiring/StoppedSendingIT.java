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
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes, and an operator who turns the switch at one of them. */
class StoppedSendingIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ACCOUNT = "a-stopped";
    private static final int TARGETS = 12;

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();

    @AfterEach
    void stop() {
        bus.close();
        sink.close();
        registry.close();
        leave("notifier-service.router", "router-1");
        leave("notifier-service.deliverer", "deliverer-1");
    }

    /** A static member that is closed keeps its partitions for a session: whoever is started after this test would wait for them. */
    private static void leave(String group, String member) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()))) {
            var gone = new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(member)));
            admin.removeMembersFromConsumerGroup(group, gone).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownMemberIdException)) {
                throw new AssertionError(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private RunningNotifier member(int instance) {
        var settings = new HashMap<>(RunningNotifier.settings(registry.url(), database));
        settings.put("opsbus.notifier.instance", instance);
        return RunningNotifier.startReady(settings);
    }

    private void publish(String account) {
        bus.publish(Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", account));
        bus.flush();
    }

    private long arrived(String path) {
        return IntStream.range(0, TARGETS)
                .mapToLong(target -> sink.got(path + target).size())
                .sum();
    }

    private void awaitArrived(String path, int times) {
        await().atMost(SOON).untilAsserted(() -> {
            for (var target = 0; target < TARGETS; target++) {
                assertThat(sink.got(path + target)).hasSize(times);
            }
        });
    }

    private static void post(RunningNotifier at, String path) {
        assertThat(at.post(path, "").statusCode()).isEqualTo(204);
    }

    private static void awaitStops(RunningNotifier at, String scope, int many) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(at.get("/prometheus").body())
                        .contains("opsbus_notifier_stops{scope=\"" + scope + "\"} " + many + ".0"));
    }

    private void subscribe(RunningNotifier at, String account, String path) {
        for (var target = 0; target < TARGETS; target++) {
            at.subscribe(account, sink.url(path + target), List.of("CRITICAL", "WARN", "INFO"));
        }
    }

    @Test
    void nobodySendsAnythingUntilItIsResumedAlsoAfterARestart() {
        try (var one = member(0)) {
            try (var other = member(1)) {
                subscribe(one, ACCOUNT, "/ok/stopped");
                publish(ACCOUNT);
                awaitArrived("/ok/stopped", 1);
                post(one, "/sending:stop");
                awaitStops(other, "everything", 1);
                publish(ACCOUNT);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(waiting(one)).isEqualTo(TARGETS));
                assertThat(RunningNotifier.json(one.get("/health").body())
                                .at("/components/sending/details/reason")
                                .asText())
                        .startsWith("an operator has stopped all sending");
                assertThat(one.get("/health/readiness").statusCode()).isEqualTo(200);
                var subscription = RunningNotifier.json(one.get("/accounts/" + ACCOUNT + "/subscriptions")
                                .body())
                        .at("/subscriptions/0/id")
                        .asText();
                assertThat(one.post(
                                        "/accounts/" + ACCOUNT + "/targets/" + subscription.replace("sub-", "tgt-")
                                                + ":test",
                                        "")
                                .statusCode())
                        .as("not even a test")
                        .isEqualTo(409);
            }
            try (var other = member(1)) {
                publish(ACCOUNT);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(waiting(one)).isEqualTo(2 * TARGETS));
                assertThat(arrived("/ok/stopped")).isEqualTo(TARGETS);
                post(other, "/sending:resume");
                awaitArrived("/ok/stopped", 3);
                awaitStops(one, "everything", 0);
            }
        }
    }

    private static int waiting(RunningNotifier at) {
        return RunningNotifier.json(at.get("/sending").body()).path("waiting").asInt();
    }

    @Test
    void anAccountIsStoppedAndTheOthersAreNot() {
        try (var one = member(0)) {
            subscribe(one, ACCOUNT, "/ok/quiet");
            subscribe(one, "a-going-on", "/ok/going-on");
            post(one, "/accounts/" + ACCOUNT + "/sending:stop");
            publish(ACCOUNT);
            publish("a-going-on");
            awaitArrived("/ok/going-on", 1);
            await().atMost(SOON).untilAsserted(() -> assertThat(waiting(one)).isEqualTo(TARGETS));
            assertThat(arrived("/ok/quiet")).isZero();
            assertThat(one.get("/health").body())
                    .as("who it is is not everybody's business")
                    .doesNotContain(ACCOUNT);
            post(one, "/accounts/" + ACCOUNT + "/sending:resume");
            awaitArrived("/ok/quiet", 1);
        }
    }
}
