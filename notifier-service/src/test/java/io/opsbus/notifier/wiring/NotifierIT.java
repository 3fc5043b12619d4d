package io.opsbus.notifier.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.schemas.Topics;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The service against the embedded backbone: Kafka, PostgreSQL and a receiver are real, the registry is the fake of its module. */
class NotifierIT extends NotifierScene {
    @Test
    void aSampleOfTheGuideReachesTheWebhookAsExactlyTheGuidesJson() {
        var account = account();
        notifier.subscribe(account, sink.url("/ok/exact"), List.of("CRITICAL", "WARN", "INFO"));
        for (var sample : Samples.ALL) {
            var json = of(account, sample);
            var expected = new String(bus.publish(json), UTF_8);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sink.got("/ok/exact"))
                            .extracting(Sink.Got::body)
                            .contains(expected));
            assertThat(RunningNotifier.json(expected)).isEqualTo(RunningNotifier.json(json));
        }
        var got = sink.got("/ok/exact").getFirst().headers();
        assertThat(got)
                .containsEntry("content-type", "application/json")
                .containsEntry("x-opsbus-attempt", "1")
                .containsKeys("webhook-id", "webhook-timestamp");
        assertThat(sink.got("/ok/exact")).hasSameSizeAs(Samples.ALL);
    }

    @Test
    void whatTheFilterHoldsBackIsCountedAndNotSent() {
        var account = account();
        notifier.subscribe(account, sink.url("/ok/filtered"), List.of("CRITICAL"));
        var before = notifier.stats()
                .path("filtered")
                .path("no-subscription-matches")
                .asLong();
        bus.publish(of(account, Samples.INSTANCE_STOPPING));
        var wanted = new String(bus.publish(of(account, Samples.REBOOT_SCHEDULED)), UTF_8);
        awaitTold("/ok/filtered", wanted);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(notifier.stats()
                                .path("filtered")
                                .path("no-subscription-matches")
                                .asLong())
                        .isGreaterThan(before));
    }

    @Test
    void healthAndMetricsTellWhatThereIs() {
        assertThat(notifier.get("/health").body()).contains("kafka", "postgres", "registry", "parking", "preparation");
        assertThat(notifier.get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(notifier.get("/prometheus").body())
                .contains(
                        "opsbus_notifier_delivered_total",
                        "opsbus_notifier_parked_now",
                        "opsbus_notifier_attempts_total{reason=\"timeout\"}",
                        "opsbus_notifier_filtered_total{reason=\"no-subscription-matches\"}",
                        "opsbus_notifier_dead_lettered_total{reason=\"Expired\"}");
        assertThat(notifier.get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aPoisonRecordGoesToTheDeadLettersAndTheRestFlows() {
        var account = account();
        notifier.subscribe(account, sink.url("/ok/poison"), List.of("CRITICAL"));
        var poison = "no avro " + account;
        bus.send(Topics.INSTANCE_SYSTEM_EVENT.name(), "poison", poison.getBytes(UTF_8));
        bus.send(Topics.DELIVERIES.name(), "poison", poison.getBytes(UTF_8));
        var wanted = new String(bus.publish(of(account, Samples.REBOOT_SCHEDULED)), UTF_8);
        awaitTold("/ok/poison", wanted);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(bus.deadLetters())
                        .filteredOn(letter -> UTF_8.decode(letter.getRawValue().duplicate())
                                .toString()
                                .equals(poison))
                        .extracting(letter -> letter.getReasonCode() + " " + letter.getSourceTopic())
                        .containsExactlyInAnyOrder(
                                "Poison " + Topics.INSTANCE_SYSTEM_EVENT.name(), "Poison " + Topics.DELIVERIES.name()));
    }

    @Test
    void aTargetThatFailsIsTriedAgainUntilItWorks() {
        var account = account();
        sink.flip(503);
        notifier.subscribe(account, sink.url("/flip/again"), List.of("CRITICAL"));
        bus.publish(of(account, Samples.REBOOT_SCHEDULED));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/flip/again")).hasSizeGreaterThan(1));
        sink.flip(204);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(notifier.stats().path("parkedNow").asLong()).isZero());
        var attempts = sink.got("/flip/again");
        assertThat(attempts)
                .extracting(got -> got.headers().get("webhook-id"))
                .containsOnly(attempts.getFirst().headers().get("webhook-id"));
    }

    @Test
    void whatBecameOfADeliveryCanBeSearched() {
        var account = account();
        notifier.subscribe(account, sink.url("/ok/searched"), List.of("CRITICAL"));
        bus.publish(of(account, Samples.REBOOT_SCHEDULED));
        var path = "/accounts/" + account + "/deliveries?status=delivered";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                RunningNotifier.json(notifier.get(path).body()).path("attempts"))
                        .singleElement()
                        .satisfies(attempt -> {
                            assertThat(attempt.path("httpStatus").asInt()).isEqualTo(204);
                            assertThat(attempt.path("eventName").asText())
                                    .isEqualTo("Instance:SystemMaintenance.Reboot:Scheduled");
                            assertThat(attempt.path("deliveryId").asText())
                                    .isEqualTo(sink.got("/ok/searched")
                                            .getFirst()
                                            .headers()
                                            .get("webhook-id"));
                        }));
        assertThat(notifier.get("/accounts/" + account() + "/deliveries").body())
                .isEqualTo("{\"attempts\":[]}");
        assertThat(notifier.get(path + "&evnet=x").statusCode()).isEqualTo(400);
    }

    @Test
    void whatATargetWantsNoMoreGoesToTheFallbackAndBothCanBeSeen() {
        var account = account();
        var subscription = """
            {"levels":["CRITICAL"],"names":["*"],"product":"ECS","resources":["*"],\
            "target":{"type":"webhook","url":"%s"},\
            "fallback":{"type":"webhook","url":"%s","headers":{"X-Key":"s3cret"}}}\
            """.formatted(sink.url("/410/own"), sink.url("/ok/second"));
        var made = notifier.post("/accounts/" + account + "/subscriptions", subscription);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"fallback\":{").doesNotContain("s3cret");
        var wanted = new String(bus.publish(of(account, Samples.REBOOT_SCHEDULED)), UTF_8);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/second"))
                        .singleElement()
                        .satisfies(got -> {
                            assertThat(got.body()).isEqualTo(wanted);
                            assertThat(got.headers()).containsEntry("x-key", "s3cret");
                        }));
        var id = sink.got("/ok/second").getFirst().headers().get("webhook-id");
        assertThat(sink.got("/410/own"))
                .singleElement()
                .satisfies(got -> assertThat(got.headers()).containsEntry("webhook-id", id));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                RunningNotifier.json(notifier.get("/accounts/" + account + "/deliveries")
                                                .body())
                                        .path("attempts"))
                        .extracting(attempt -> attempt.path("deliveryId").asText() + " "
                                + attempt.path("target").asText().substring(0, 3) + " "
                                + attempt.path("status").asText())
                        .containsExactly(id + " fbk delivered", id + " tgt failed"));
        assertThat(bus.deadLetters()).noneMatch(letter -> account.equals(letter.getAccountId()));
    }

    @Test
    void anEventIsWrittenToATopicOfTheSubscribersOwnAndToNoOther() {
        var account = account();
        var topic = "own." + account + ".events";
        bus.create(topic);
        var subscription = """
            {"levels":["CRITICAL"],"names":["*"],"product":"ECS","resources":["*"],"target":{"type":"kafka-topic",\
            "bootstrap":"%s","topic":"%s","security":"plaintext"}}\
            """;
        var path = "/accounts/" + account + "/subscriptions";
        var server = Backbone.get().bootstrap();
        var ours = notifier.post(path, subscription.formatted(server, Topics.DELIVERIES.name()));
        assertThat(ours.statusCode()).isEqualTo(400);
        assertThat(ours.body()).contains("\"field\":\"target.topic\",\"code\":\"Forbidden\"");
        assertThat(notifier.post(path, subscription.formatted(server, "own.other.events"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(notifier.post(path, subscription.formatted(server, topic)).statusCode())
                .isEqualTo(201);
        var wanted = new String(bus.publish(of(account, Samples.REBOOT_SCHEDULED)), UTF_8);
        await().atMost(SOON).untilAsserted(() -> assertThat(bus.values(topic)).containsExactly(wanted));
    }

    @Test
    void aTargetThatHangsDoesNotSlowItsNeighbour() {
        var slow = account();
        var healthy = account();
        notifier.subscribe(slow, sink.url("/hang/slow"), List.of("CRITICAL"));
        notifier.subscribe(healthy, sink.url("/ok/neighbour"), List.of("CRITICAL"));
        for (var i = 0; i < 300; i++) {
            bus.publish(of(slow, Samples.REBOOT_SCHEDULED));
            bus.publish(of(healthy, Samples.REBOOT_SCHEDULED));
        }
        // well before the first attempt at the other one has timed out, let alone three hundred of them
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/neighbour")).hasSize(300));
        assertThat(sink.got("/hang/slow").size()).isLessThan(300);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(notifier.stats().path("parkedNow").asLong()).isGreaterThan(100));
        var id = RunningNotifier.json(
                        notifier.get("/accounts/" + slow + "/subscriptions").body())
                .at("/subscriptions/0/id")
                .asText();
        assertThat(notifier.delete("/accounts/" + slow + "/subscriptions/" + id).statusCode())
                .isEqualTo(204);
    }

    @Test
    void deliveriesSurviveADatabaseThatDiesAndComesBack() {
        var account = account();
        sink.flip(500);
        notifier.subscribe(account, sink.url("/flip/database"), List.of("CRITICAL"));
        Backbone.get().postgres().kill();
        try {
            for (var i = 0; i < 20; i++) {
                bus.publish(of(account, Samples.REBOOT_SCHEDULED));
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sink.got("/flip/database")).isNotEmpty());
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(notifier.get("/health/readiness").body())
                                    .contains("\"postgres\":{\"details\":{\"reason\""));
        } finally {
            Backbone.get().postgres().start();
        }
        sink.flip(204);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(sink.got("/flip/database").stream()
                                .map(got -> got.headers().get("webhook-id"))
                                .distinct())
                        .hasSize(20));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(notifier.stats().path("parkedNow").asLong()).isZero());
        notifier.awaitReady();
    }
}
