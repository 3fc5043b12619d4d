package io.opsbus.instance.rpc;

import static io.opsbus.instance.rpc.EcsInMemory.ALICE;
import static io.opsbus.instance.rpc.EcsInMemory.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.rpc.EcsInMemory.Told;
import io.opsbus.rpc.declare.Access;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Field;
import io.opsbus.rpc.declare.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Generated from the declarations: every Action × every parameter that names a resource × an id of another account, and ×
 * texts that could mean "everything". A new Action is under test as soon as it is declared.
 */
class IsolationTest {
    /** Kinds that are nobody's: labels only. */
    private static final Set<String> METADATA = Set.of("securitygroup", "resourcegroup");

    private static final List<String> GREEDY =
            List.of("", "*", "%", "null", "i-*", "\"\"", "[]", "[\"*\"]", "_", "all");

    /** What a valid request needs beside ids. */
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("RegionId", EcsInMemory.REGION),
            Map.entry("InstanceType", "ecs.g6.large"),
            Map.entry("ImageId", "aliyun_2_1903_x64_20G_alibase_20200324.vhd"),
            Map.entry("DestinationResource", "InstanceType"),
            Map.entry("ResourceType", "instance"),
            Map.entry("Tag.1.Key", "k"),
            Map.entry("TagKey.1", "k"),
            Map.entry("DataDisk.1.Size", "20"),
            Map.entry("Size", "20"));

    private final EcsInMemory ecs = new EcsInMemory();
    private final Map<String, String> alices = resources(ALICE);
    private final Map<String, String> bobs = resources(BOB);

    private Map<String, String> resources(String account) {
        String instance = ecs.running(account);
        String disk = ecs.usedDisk(account, instance);
        String snapshot = ecs.snapshot(account, disk);
        ecs.done(account, "TagResources", "ResourceType", "instance", "ResourceId.1", instance, "Tag.1.Key", "k");
        return Map.of("instance", instance, "disk", disk, "snapshot", snapshot, "resource", instance);
    }

    /** One place where an id stands. */
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
                        .filter(placed -> !METADATA.contains(placed.field().resource()))
                        .map(placed -> new Place(declaration, placed)));
    }

    @Test
    void thereIsSomethingToTest() {
        assertThat(places().count()).isGreaterThan(25);
        assertThat(ecs.declarations()).hasSizeGreaterThan(25);
    }

    @TestFactory
    Stream<DynamicTest> anotherAccountsResourceIsNotFoundAndNothingChanges() {
        return places().map(place -> DynamicTest.dynamicTest(place.toString(), () -> {
            Map<String, String> request = request(place.declaration());
            String foreign = alices.getOrDefault(place.placed().field().resource(), "");
            request.put(place.wireName(), isJson(place) ? "[\"" + foreign + "\"]" : foreign);
            assertReachesNothing(place, request);
        }));
    }

    @TestFactory
    Stream<DynamicTest> textsThatCouldMeanEverythingMeanNothing() {
        return places().map(place -> DynamicTest.dynamicTest(place.toString(), () -> {
            for (String greedy : GREEDY) {
                Map<String, String> request = request(place.declaration());
                request.put(place.wireName(), greedy);
                assertReachesNothing(place, request);
            }
        }));
    }

    private void assertReachesNothing(Place place, Map<String, String> request) {
        String before = picture();
        Told told = ecs.ask(BOB, place.declaration().name().action(), request);
        if (told.status() == 200) {
            assertThat(place.declaration().access())
                    .as("%s %s", place, told.body())
                    .isEqualTo(Access.READ);
            assertThat(entries(told)).as("%s %s", request, told.body()).isZero();
        } else {
            assertThat(told.status()).as("%s %s", request, told.body()).isIn(400, 403, 404);
        }
        ecs.fleet.settle();
        assertThat(picture()).as("%s changed something", place).isEqualTo(before);
    }

    /** How many resources a list shows. */
    private static int entries(Told told) {
        for (String list : List.of(
                "/Instances/Instance",
                "/InstanceStatuses/InstanceStatus",
                "/Disks/Disk",
                "/Snapshots/Snapshot",
                "/TagResources/TagResource")) {
            if (told.body().at(list).isArray()) {
                return told.body().at(list).size();
            }
        }
        throw new AssertionError("no list in " + told.body());
    }

    /** All there is, of both accounts, and how much was told about it. */
    private String picture() {
        List<String> all = new ArrayList<>();
        for (String account : List.of(ALICE, BOB)) {
            for (String action : List.of("DescribeInstances", "DescribeDisks", "DescribeSnapshots")) {
                all.add(ecs.done(account, action, "PageSize", "100").body().toString());
            }
        }
        return ecs.fleet.facts.size() + String.join("\n", all);
    }

    /** A request that would work for Bob. */
    private Map<String, String> request(Declaration declaration) {
        Map<String, String> request = new TreeMap<>();
        declaration.placed().forEach(placed -> {
            String name = placed.pattern().replace(".N", ".1");
            Field field = placed.field();
            boolean isTopLevel = declaration.fields().contains(field);
            if (SAMPLES.containsKey(name) && (field.isRequired() || isSampleWanted(declaration, name))) {
                request.put(name, SAMPLES.get(name));
            } else if (field.isRequired() && field.namesResource() && isTopLevel) {
                request.put(name, bobs.getOrDefault(field.resource(), ""));
            }
        });
        return request;
    }

    private static boolean isSampleWanted(Declaration declaration, String name) {
        return switch (declaration.name().action()) {
            case "CreateDisk" -> name.equals("Size");
            case "UntagResources" -> name.equals("TagKey.1");
            default -> false;
        };
    }

    private static boolean isJson(Place place) {
        return place.placed().field().kind() == Kind.JSON_LIST;
    }
}
