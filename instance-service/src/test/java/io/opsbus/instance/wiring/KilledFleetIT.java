package io.opsbus.instance.wiring;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.instance.InstanceStateChange;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.bus.FakeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SIGKILL while a thousand instances change their state at once: nothing accepted is lost, and each order is kept. */
class KilledFleetIT {
    private static final int INSTANCES = 1000;
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What an instance that is stopped and started again and again goes through. */
    private static final List<String> CREATED = List.of("Pending", "Starting", "Running");

    private static final List<String> CYCLE = List.of("Stopping", "Stopped", "Starting", "Running");

    @Test
    void everyAcceptedChangeHasItsEventOnceAndInOrder() {
        var random = Seeds.random("KilledFleetIT");
        var name = UUID.randomUUID().toString();
        var ids = IntStream.range(0, INSTANCES)
                .mapToObj(i -> DoomedFleet.id(name, i))
                .toList();
        try (var registry = new FakeRegistry()) {
            var settings = FleetService.settings(Backbone.get().postgres().newDatabase(), registry.url());
            try (var service = FleetService.start(settings).ready()) {
                launch(service, ids);
            }
            var accepted = new ArrayList<String>();
            for (int round = 0; round < ROUNDS; round++) {
                var doomed = Doomed.start(settings, name, INSTANCES);
                accepted.addAll(doomed.killAfter(INSTANCES + random.nextInt(INSTANCES)));
            }
            try (var service = FleetService.start(settings).ready()) {
                settle(service);
                var told = told(registry, ids);
                assertAllTold(told, accepted);
                assertThat(told).allSatisfy((id, states) -> assertThat(states).isEqualTo(path(states.size())));
                assertEndsAsStored(service, told);
            }
        }
    }

    private static void launch(FleetService service, List<InstanceId> ids) {
        var orders = ids.stream().map(Given::order).toList();
        var key = ChangeKey.ofRequest("launch");
        assertThat(service.fleet().instances().launch(orders, key, Instant.now()))
                .allMatch(Answer.Yes.class::isInstance);
        await().atMost(PATIENCE).until(() -> count(service, InstanceStatus.RUNNING) == INSTANCES);
    }

    private static long count(FleetService service, InstanceStatus status) {
        return service.fleet()
                .instances()
                .list(SCOPE, InstanceFilter.of(new InstanceFilter.InStatus(status)), Paging.first(1))
                .total();
    }

    /** What was under way at the kill has ended, and all facts are on Kafka. */
    private static void settle(FleetService service) {
        await().atMost(PATIENCE)
                .until(() ->
                        count(service, InstanceStatus.RUNNING) + count(service, InstanceStatus.STOPPED) == INSTANCES);
        await().atMost(PATIENCE).until(() -> service.get("/health").body().contains("\"waiting\":0"));
    }

    /** The states told of each instance, each fact once. */
    private static Map<String, List<String>> told(FakeRegistry registry, List<InstanceId> ids) {
        Set<String> keys = ids.stream().map(InstanceId::text).collect(Collectors.toSet());
        try (var log = new TopicLog(Topics.INSTANCE_STATE_CHANGE, registry.schemas())) {
            return log.once(keys).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> entry.getValue().stream()
                                    .map(one -> ((InstanceStateChange) Objects.requireNonNull(one.value()))
                                            .getContent()
                                            .getState())
                                    .toList()));
        }
    }

    private static void assertAllTold(Map<String, List<String>> told, List<String> accepted) {
        assertThat(told).hasSize(INSTANCES);
        var counted = accepted.stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        counted.forEach((line, times) -> {
            String[] words = line.split(" ", -1);
            String state = InstanceStatus.valueOf(words[2]).word();
            // the first Starting is the creation's
            int before = state.equals("Starting") ? 1 : 0;
            assertThat(Collections.frequency(told.get(words[1]), state) - before)
                    .as(line)
                    .isGreaterThanOrEqualTo(times.intValue());
        });
    }

    private static List<String> path(int length) {
        var path = new ArrayList<>(CREATED);
        while (path.size() < length) {
            path.addAll(CYCLE);
        }
        return path.subList(0, length);
    }

    private static void assertEndsAsStored(FleetService service, Map<String, List<String>> told) {
        told.forEach((id, states) -> assertThat(service.fleet()
                        .instances()
                        .find(ALICE, new InstanceId(id))
                        .map(one -> one.status().word()))
                .contains(states.getLast()));
    }
}
