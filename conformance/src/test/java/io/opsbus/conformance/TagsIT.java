package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tags on instances, disks and snapshots. */
@VerifiedAgainst(Source.REFERENCE)
class TagsIT {
    @InEveryDialect
    void everyKindOfResourceWearsTags(Caller caller) {
        Machines machines = new Machines(caller);
        String instance = machines.running();
        String disk = machines.systemDisk(instance);
        String snapshot = caller.ask("CreateSnapshot", Map.of("DiskId", disk)).text("SnapshotId");
        machines.awaitSnapshot(snapshot, "accomplished");
        Map.of("instance", instance, "disk", disk, "snapshot", snapshot).forEach((type, id) -> {
            caller.ask("TagResources", tagged(type, id, Map.of("color", "红", "empty", "")));
            assertThat(caller.ask("ListTagResources", resource(type, id)).list("TagResources"))
                    .hasSize(2)
                    .allSatisfy(tag -> assertThat(tag.text("ResourceType")).isEqualTo(type))
                    .anySatisfy(tag -> assertThat(tag.text("TagValue")).isEqualTo("红"));
        });
        assertThat(machines.instance(instance).list("Tags"))
                .extracting(tag -> tag.text("TagKey"))
                .containsExactlyInAnyOrder("color", "empty");
    }

    @InEveryDialect
    void aTagIsFoundAndReplacedByItsKey(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.running();
        String value = "of-" + id;
        caller.ask("TagResources", tagged("instance", id, Map.of("lot", "first")));
        caller.ask("TagResources", tagged("instance", id, Map.of("lot", value)));
        Map<String, Object> byTag =
                Map.of("ResourceType", "instance", "Tag", List.of(Map.of("Key", "lot", "Value", value)));
        assertThat(caller.ask("ListTagResources", byTag).list("TagResources"))
                .singleElement()
                .satisfies(tag -> assertThat(tag.text("ResourceId")).isEqualTo(id));
        assertThat(caller.ask("DescribeInstances", Map.of("Tag", List.of(Map.of("Key", "lot", "Value", value))))
                        .list("Instances"))
                .extracting(instance -> instance.text("InstanceId"))
                .containsExactly(id);
        Map<String, Object> all = new HashMap<>(resource("instance", id));
        all.put("All", true);
        caller.ask("UntagResources", all);
        assertThat(caller.ask("ListTagResources", resource("instance", id)).list("TagResources"))
                .isEmpty();
    }

    @InEveryDialect
    void tagsOfARunAreOnEveryInstance(Caller caller) {
        Machines machines = new Machines(caller);
        List<String> ids = machines.run(2, Map.of("Tag", List.of(Map.of("Key", "run", "Value", "of two"))));
        ids.forEach(id -> assertThat(machines.instance(id).list("Tags"))
                .singleElement()
                .satisfies(tag -> assertThat(tag.text("TagValue")).isEqualTo("of two")));
    }

    @InEveryDialect
    void tagsThatCannotBeAreRefused(Caller caller) {
        String id = new Machines(caller).running();
        assertThat(caller.refusal("TagResources", tagged("instance", id, Map.of("acs:key", "v"))))
                .isEqualTo("InvalidTagKey.Malformed");
        assertThat(caller.refusal("TagResources", tagged("instance", id, Map.of("k", "http://v"))))
                .isEqualTo("InvalidTagValue.Malformed");
        assertThat(caller.refusal("TagResources", tagged("instance", id, many(21))))
                .isIn("NumberExceed.Tags", "InvalidTagCount");
        Map<String, String> twice = Map.of("Key", "twice", "Value", "v");
        assertThat(caller.refusal(
                        "TagResources",
                        Map.of("ResourceType", "instance", "ResourceId", List.of(id), "Tag", List.of(twice, twice))))
                .isEqualTo("Duplicate.TagKey");
        assertThat(caller.ask("ListTagResources", resource("instance", id)).list("TagResources"))
                .isEmpty();
    }

    @InEveryDialect
    void resourcesThatNeverWereWearNone(Caller caller) {
        assertThat(caller.refusal("TagResources", tagged("instance", "i-bp1nosuchinstance00", Map.of("k", "v"))))
                .isEqualTo("InvalidResourceId.NotFound");
        assertThat(caller.refusal("TagResources", tagged("spaceship", "i-bp1nosuchinstance00", Map.of("k", "v"))))
                .isEqualTo("InvalidResourceType.NotFound");
        assertThat(caller.refusal(
                        "UntagResources",
                        Map.of(
                                "ResourceType", "disk",
                                "ResourceId", List.of("d-bp1nosuchdisk000000"),
                                "TagKey", List.of("k"))))
                .isEqualTo("InvalidResourceId.NotFound");
    }

    private static Map<String, Object> resource(String type, String id) {
        return Map.of("ResourceType", type, "ResourceId", List.of(id));
    }

    private static Map<String, Object> tagged(String type, String id, Map<String, String> tags) {
        Map<String, Object> parameters = new HashMap<>(resource(type, id));
        parameters.put(
                "Tag",
                tags.entrySet().stream()
                        .map(tag -> Map.of("Key", tag.getKey(), "Value", tag.getValue()))
                        .toList());
        return parameters;
    }

    private static Map<String, String> many(int count) {
        Map<String, String> tags = new HashMap<>();
        IntStream.range(0, count).forEach(i -> tags.put("key-" + i, "v"));
        return tags;
    }
}
