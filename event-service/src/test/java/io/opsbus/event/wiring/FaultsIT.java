package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.start.Forgetting;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FaultsIT {
    private static final RunningService SERVICE = RunningService.shared();

    @Test
    void whileKafkaIsAwayEventsAreTakenInAndArriveOnceInOrderLater() {
        try (var topics = new TopicReader()) {
            var kafka = Backbone.get().kafka();
            kafka.kill();
            List<String> posted = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    var answer = SERVICE.post(Samples.INSTANCE_RUNNING.fresh());
                    assertThat(answer.statusCode()).isEqualTo(202);
                    posted.add(RunningService.json(answer.body()).get("factId").asText());
                }
                Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
                    var outbox =
                            RunningService.json(SERVICE.get("/health").body()).at("/components/outbox");
                    assertThat(outbox.at("/status").asText()).isEqualTo("DEGRADED");
                    assertThat(outbox.at("/details/waiting").asInt()).isEqualTo(20);
                    assertThat(outbox.at("/details/oldest").asText()).isNotEmpty();
                });
                assertThat(SERVICE.get("/health/readiness").statusCode()).isEqualTo(200);
            } finally {
                kafka.start();
            }
            topics.awaitFact(posted.getLast());
            // the same resource: one partition, so what came is in the order of the log
            assertThat(topics.seen())
                    .extracting(record -> TopicReader.header(record, "fact-id"))
                    .filteredOn(posted::contains)
                    .containsExactlyElementsOf(posted);
        }
    }

    @Test
    void whilePostgresIsAwayThePostIsRefusedForLaterAndThenTakenInOnce() {
        var postgres = Backbone.get().postgres();
        String event = Samples.DISK_ATTACHED.fresh();
        postgres.kill();
        try {
            var refused = SERVICE.post(event);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(SERVICE.get("/health/readiness").statusCode()).isEqualTo(503);
            assertThat(SERVICE.get("/health/liveness").statusCode()).isEqualTo(200);
        } finally {
            postgres.start();
        }
        SERVICE.awaitReady();
        assertThat(SERVICE.post(event).statusCode()).isEqualTo(202);
        assertThat(SERVICE.post(event).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutTheRegistryNothingIsTakenInUntilTheSchemasAreKnown() {
        try (var registry = new FakeRegistry()) {
            registry.away(true);
            try (var service = RunningService.start(registry.url(), Map.of())) {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(RunningService.json(
                                                service.get("/health").body())
                                        .at("/components/schemas/details/reason")
                                        .asText())
                                .isNotEmpty());
                assertThat(service.get("/health/readiness").statusCode()).isEqualTo(503);
                String event = Samples.SNAPSHOT_COMPLETED.fresh();
                var refused = service.post(event);
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();

                registry.away(false);
                service.awaitReady();
                assertThat(service.post(event).statusCode()).isEqualTo(202);
                registry.away(true);
                // known schemas need no registry any more
                assertThat(service.post(Samples.PREEMPTION.fresh()).statusCode())
                        .isEqualTo(202);
                assertThat(service.get("/health/readiness").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void ofConcurrentIdenticalPostsExactlyOneBecomesAFact() throws Exception {
        String event = Samples.DISK_STALLED.fresh();
        List<Future<HttpResponse<String>>> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<HttpResponse<String>>> posts = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                posts.add(() -> SERVICE.post(event));
            }
            answers = threads.invokeAll(posts);
        }
        Map<Integer, Integer> statuses = new HashMap<>();
        Map<String, Integer> facts = new HashMap<>();
        for (var answer : answers) {
            statuses.merge(answer.get().statusCode(), 1, Integer::sum);
            facts.merge(RunningService.json(answer.get().body()).get("factId").asText(), 1, Integer::sum);
        }
        assertThat(statuses).isEqualTo(Map.of(202, 1, 200, 23));
        assertThat(facts).hasSize(1);
    }

    @Test
    void aKeyYoungerThanTheTimeKeysAreKeptIsNotForgotten() throws Exception {
        String event = Samples.DISK_STALLED_FINISHED.fresh();
        SERVICE.post(event);
        assertThat(SERVICE.bean(Forgetting.class).forget()).isZero();
        assertThat(SERVICE.post(event).statusCode()).isEqualTo(200);
    }

    @Test
    void aPoisonRecordIsParkedAndTheRestFlowsOn() throws Exception {
        var parked = SERVICE.bean(io.opsbus.event.recent.ParkedRecords.class);
        long before = parked.count();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backbone.get().bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (byte[] poison : new byte[][] {"no avro".getBytes(UTF_8), {0, 0, 0, 99, 99, 1}, {}, null}) {
                producer.send(new ProducerRecord<>("ecs.instance.preemption", "k".getBytes(UTF_8), poison))
                        .get();
            }
        }
        String factId = RunningService.json(
                        SERVICE.post(Samples.PREEMPTION.fresh()).body())
                .get("factId")
                .asText();
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(SERVICE.get("/accounts/169070*****30/events?limit=1000").body())
                    .contains(factId);
            assertThat(parked.count()).isEqualTo(before + 4);
        });
    }
}
