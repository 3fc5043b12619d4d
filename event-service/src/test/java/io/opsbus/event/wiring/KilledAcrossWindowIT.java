package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.EventInput.Schedule;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.SystemEvents;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Ledger;
import io.opsbus.schemas.Topics;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.ServiceProcess;
import io.opsbus.testkit.bus.FakeRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.ResolvableType;

/** SIGKILL while the windows of many events open: each is executed once in effect, late if need be, and says so. */
class KilledAcrossWindowIT {
    private static final int EVENTS = 2_000;
    private static final int ROUNDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AccountId ACCOUNT = new AccountId("1690700000000030");

    private final String run = UUID.randomUUID().toString();
    /** Later than the service needs to start and plan, on most machines; else the first of the processes executes a few. */
    private final Instant notBefore = Instant.now().plusSeconds(20);

    /** Early enough: a maintenance made known late keeps its user window of 24 hours. */
    private final Instant toldAt = notBefore.minus(Duration.ofHours(25));

    @Test
    void everyEventIsAskedForOnceHoweverOftenTheServiceDies(@TempDir Path folder) {
        var random = Seeds.random("KilledAcrossWindowIT");
        try (var registry = new FakeRegistry()) {
            Map<String, Object> settings = RunningService.settings(registry.url());
            try (var service = RunningService.start(settings)) {
                service.awaitReady();
                plan(service);
            }
            // nobody is there when the windows open
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(notBefore));
            for (int round = 1; round <= ROUNDS; round++) {
                int enough = EVENTS * round / (ROUNDS + 1) - random.nextInt(EVENTS / 10);
                try (var doomed = ServiceProcess.start(Main.class, settings, folder.resolve("doomed.log"))) {
                    await().atMost(PATIENCE).until(() -> requests().size() >= enough || !doomed.isAlive());
                    assertThat(doomed.isAlive()).isTrue();
                    doomed.kill();
                }
            }
            try (var service = RunningService.start(settings)) {
                await().atMost(PATIENCE).until(() -> requests().size() == EVENTS);
                assertThat(requests().values())
                        .allSatisfy(facts -> assertThat(facts).hasSize(1));
                IntStream.range(0, EVENTS).forEach(n -> assertStartedLate(service, n));
            }
        }
    }

    private void plan(RunningService service) {
        var decisions = service.bean(EventDecisions.class);
        ledger(service)
                .changeAll(IntStream.range(0, EVENTS)
                        .mapToObj(number -> {
                            var subject = new Subject(
                                    id(number),
                                    EventType.MAINTENANCE_REBOOT,
                                    target(number),
                                    Origin.OPERATOR,
                                    "a test");
                            return new Ledger.Change<EventId, SystemEvent, EventFact>(
                                    id(number),
                                    ChangeKey.ofRequest("plan/" + id(number)),
                                    event -> decisions.on(event, new Schedule(subject, notBefore), toldAt));
                        })
                        .toList());
    }

    @SuppressWarnings("unchecked") // the bean's type says so
    private static Ledger<EventId, SystemEvent, EventFact> ledger(RunningService service) {
        return (Ledger<EventId, SystemEvent, EventFact>) service.bean(
                ResolvableType.forClassWithGenerics(Ledger.class, EventId.class, SystemEvent.class, EventFact.class));
    }

    private void assertStartedLate(RunningService service, int number) {
        Published event =
                service.bean(SystemEvents.class).find(ACCOUNT, id(number)).orElseThrow();
        assertThat(event.status()).isEqualTo(EventStatus.EXECUTING);
        assertThat(event.cycle())
                .isInstanceOfSatisfying(
                        EventCycle.Executing.class,
                        executing -> assertThat(executing.startedAt()).isAfter(notBefore));
    }

    /** What was asked for, by instance: the fact ids, each once, as a consumer that drops duplicates sees them. */
    private Map<String, Set<String>> requests() {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backbone.get().bootstrap()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.OPERATION_REQUESTS.name()).stream()
                    .map(part -> new TopicPartition(part.topic(), part.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            var found = new HashMap<String, Set<String>>();
            var mine = IntStream.range(0, EVENTS)
                    .mapToObj(n -> target(n).instance().text())
                    .collect(toSet());
            while (end.entrySet().stream().anyMatch(part -> consumer.position(part.getKey()) < part.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    if (mine.contains(record.key())) {
                        found.computeIfAbsent(record.key(), _ -> new HashSet<>())
                                .add(new String(
                                        record.headers().lastHeader("fact-id").value(), UTF_8));
                    }
                }
            }
            return found;
        }
    }

    private EventId id(int number) {
        return EventId.derived(run + "/" + number);
    }

    private Target.OfInstance target(int number) {
        return new Target.OfInstance(
                new Target.Owner(ACCOUNT, "cn-hangzhou"), new ResourceId("i-" + run + "-" + number), null, null);
    }
}
