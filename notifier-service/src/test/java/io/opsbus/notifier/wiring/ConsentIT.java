package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import io.opsbus.testkit.webhook.Received;
import io.opsbus.testkit.webhook.Reply;
import io.opsbus.testkit.webhook.WebhookTarget;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where receivers must consent, nothing is sent before they have, and nothing is lost meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Map<String, String> CONSENT =
            Map.of("WebHook-Allowed-Origin", "ops.example.com", "WebHook-Allowed-Rate", "*");

    private final FakeRegistry registry = new FakeRegistry();
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();
    private WebhookTarget receiver;
    private RunningNotifier notifier;
    private Bus bus;

    @BeforeAll
    void start() {
        notifier = RunningNotifier.startReady(settings());
        bus = new Bus(registry.schemas());
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(RunningNotifier.settings(registry.url(), database));
        settings.put("opsbus.notifier.webhooks.challenge", "required");
        settings.put("opsbus.notifier.webhooks.origin", "ops.example.com");
        return settings;
    }

    @BeforeEach
    void freshReceiver() {
        receiver = WebhookTarget.start();
    }

    @AfterAll
    void stop() {
        bus.close();
        notifier.close();
        registry.close();
    }

    private static String account() {
        return "c" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    private void happens(String account) {
        bus.publish(Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", account));
    }

    private void refuses() {
        receiver.answer(request -> request.method().equals("OPTIONS") ? Reply.status(405) : Reply.noContent());
    }

    private void consents() {
        receiver.answer(
                request -> request.method().equals("OPTIONS") ? new Reply.Status(200, CONSENT, "") : Reply.noContent());
    }

    private List<Received> got(String method) {
        return receiver.received().stream()
                .filter(one -> one.method().equals(method))
                .toList();
    }

    private JsonNode target(String account, String id) {
        return RunningNotifier.json(
                notifier.get("/accounts/" + account + "/targets/" + id).body());
    }

    private static String targetOf(JsonNode subscription) {
        return subscription.path("id").asText().replaceFirst("^sub-", "tgt-");
    }

    @Test
    void whoConsentsIsSentWhatItIsAskedForAndWhoAsks() {
        consents();
        var account = account();
        notifier.subscribe(account, receiver.url("/in?key=1"), List.of("CRITICAL"));
        happens(account);
        await().atMost(SOON).untilAsserted(() -> assertThat(got("POST")).hasSize(1));
        assertThat(got("OPTIONS")).singleElement().satisfies(asked -> {
            assertThat(asked.target()).isEqualTo("/in?key=1");
            assertThat(asked.headers()).containsEntry("webhook-request-origin", List.of("ops.example.com"));
        });
        assertThat(receiver.received().getFirst().method()).isEqualTo("OPTIONS");
        assertThat(got("POST").getFirst().headers())
                .containsEntry("webhook-request-origin", List.of("ops.example.com"));
    }

    @Test
    void whatWaitsForAConsentIsThereWhenItCameAlsoOverARestart() {
        refuses();
        var account = account();
        var id = targetOf(notifier.subscribe(account, receiver.url("/in"), List.of("CRITICAL")));
        happens(account);
        happens(account);
        await().atMost(SOON).untilAsserted(() -> {
            var told = target(account, id);
            assertThat(told.path("state").asText()).isEqualTo("unconsented");
            assertThat(told.path("parked").asInt()).as(told.toString()).isEqualTo(2);
            assertThat(told.at("/consent/said").asText()).isEqualTo("4xx");
        });
        notifier.close();
        notifier = RunningNotifier.startReady(settings());
        happens(account);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(target(account, id).path("parked").asInt()).isEqualTo(3));
        assertThat(got("POST")).isEmpty();
        assertThat(notifier.post("/accounts/" + account + "/targets/" + id + ":test", "")
                        .statusCode())
                .isEqualTo(409);

        consents();
        await().atMost(SOON).untilAsserted(() -> {
            var answer = notifier.post("/accounts/" + account + "/targets/" + id + ":ask", "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(RunningNotifier.json(answer.body()).path("given").asBoolean())
                    .isTrue();
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(got("POST")).hasSize(3));
        var asked = got("OPTIONS").size();

        notifier.close();
        notifier = RunningNotifier.startReady(settings());
        happens(account);
        await().atMost(SOON).untilAsserted(() -> assertThat(got("POST")).hasSize(4));
        assertThat(got("OPTIONS")).as("a consent is remembered").hasSize(asked);
    }

    @Test
    void aChangedAddressHasNotConsentedThoughTheFormerHas() {
        receiver.answer(request -> !request.method().equals("OPTIONS")
                ? Reply.noContent()
                : request.target().equals("/old") ? new Reply.Status(200, CONSENT, "") : Reply.status(200));
        var account = account();
        rule(account, "/old");
        happens(account);
        await().atMost(SOON).untilAsserted(() -> assertThat(got("POST")).hasSize(1));
        rule(account, "/new");
        happens(account);
        await().atMost(SOON).untilAsserted(() -> {
            var held = RunningNotifier.json(
                            notifier.get("/accounts/" + account + "/targets").body())
                    .path("targets");
            assertThat(held).singleElement().satisfies(one -> {
                assertThat(one.path("reason").asText()).isEqualTo("unconsented");
                assertThat(one.path("waiting").asInt()).isEqualTo(1);
            });
        });
        rule(account, "/old");
        await().atMost(SOON).untilAsserted(() -> assertThat(got("POST")).hasSize(2));
        assertThat(got("POST")).allSatisfy(one -> assertThat(one.target()).isEqualTo("/old"));
    }

    private void rule(String account, String path) {
        notifier.ask(
                account,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "CRITICAL");
        notifier.callBack(account, "r", receiver.url(path));
    }
}
