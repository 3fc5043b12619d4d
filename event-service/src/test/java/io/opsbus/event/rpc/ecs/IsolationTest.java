package io.opsbus.event.rpc.ecs;

import static io.opsbus.event.rpc.ecs.EventsInMemory.ALICE;
import static io.opsbus.event.rpc.ecs.EventsInMemory.BOB;
import static io.opsbus.event.rpc.ecs.EventsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.decide.EventInput;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.rpc.ecs.EventsInMemory.Told;
import io.opsbus.rpc.declare.Access;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Generated from the declarations: every Action × every parameter that names a resource × an id of another account, and ×
 * texts that could mean "everything".
 */
class IsolationTest {
    private static final List<String> GREEDY = List.of("", "*", "%", "null", "e-*", "i-*", "[]", "_", "all");

    private final EventsInMemory ecs = new EventsInMemory();

    IsolationTest() {
        for (String account : List.of(ALICE, BOB)) {
            String mark = account.equals(ALICE) ? "a" : "b";
            String instance = ecs.running(account, "i-" + mark);
            String disk = ecs.disk(account, "d-" + mark, instance);
            ecs.stalled("e-disk-" + mark, account, disk, instance);
            ecs.event(
                    "e" + mark,
                    account,
                    instance,
                    EventType.MAINTENANCE_REBOOT,
                    one -> new EventInput.Schedule(one, START.plus(Duration.ofHours(30))));
            ecs.event("e-i" + mark, account, instance, EventType.MAINTENANCE_ISOLATE_DISK, EventInput.Inquire::new);
        }
    }

    private record Place(Declaration declaration, Field.Placed placed) {
        String wireName() {
            return placed.pattern().replace(".N", ".1");
        }

        @Override
        public String toString() {
            return declaration.name().action() + "." + placed.pattern();
        }
    }

    private Stream<Place> places() {
        return ecs.declarations().stream()
                .flatMap(declaration -> declaration
                        .placed()
                        .filter(placed -> placed.field().namesResource())
                        .map(placed -> new Place(declaration, placed)));
    }

    @Test
    void thereIsSomethingToTest() {
        assertThat(places().count()).isGreaterThanOrEqualTo(12);
    }

    @TestFactory
    Stream<DynamicTest> anotherAccountsResourceIsNotFoundAndNothingChanges() {
        return places().map(place -> DynamicTest.dynamicTest(place.toString(), () -> {
            for (String foreign : switch (place.placed().field().resource()) {
                case "event" -> List.of("ea", "e-ia", "e-disk-a");
                case "disk" -> List.of("d-a");
                default -> List.of("i-a");
            }) {
                assertReachesNothing(place, foreign);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> textsThatCouldMeanEverythingMeanNothing() {
        return places().map(place -> DynamicTest.dynamicTest(place.toString(), () -> {
            for (String greedy : GREEDY) {
                assertReachesNothing(place, greedy);
            }
        }));
    }

    private void assertReachesNothing(Place place, String value) {
        Map<String, String> request = new TreeMap<>(Map.of("RegionId", EventsInMemory.REGION));
        // beside the foreign id everything is the caller's own, and right
        for (Field.Placed required : place.declaration().placed().toList()) {
            if (required.field().isRequired()) {
                request.putIfAbsent(required.pattern().replace(".N", ".1"), sample(required));
            }
        }
        request.put(place.wireName(), value);
        int before = ecs.ledger.told().size();
        Told told = ecs.ask(BOB, place.declaration().name().action(), request);
        if (told.status() == 200) {
            assertThat(place.declaration().access()).as("%s", told.body()).isEqualTo(Access.READ);
            assertThat(told.total()).as("%s %s", request, told.body()).isZero();
            assertThat(told.body().toString()).doesNotContain("\"ea\"", "\"e-ia\"", "\"i-a\"", "\"d-a\"");
        } else {
            assertThat(told.status()).as("%s %s", request, told.body()).isIn(400, 403, 404);
        }
        assertThat(ecs.ledger.told()).hasSize(before);
    }

    private static String sample(Field.Placed placed) {
        return switch (placed.pattern()) {
            case "RegionId" -> EventsInMemory.REGION;
            case "EventType" -> "SystemMaintenance.Reboot";
            case "NotBefore" -> "2019-04-10T04:00:00Z";
            case "InstanceId", "InstanceId.N" -> "i-b";
            default -> "eb";
        };
    }
}
