package io.opsbus.testkit.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The guide's sample events (guide 4.1, 4.2), as the schemas module ships them, with the topic each belongs on. */
public enum Samples {
    INSTANCE_STOPPING("instance-stopping", "ecs.instance.state-change"),
    INSTANCE_RUNNING("instance-running", "ecs.instance.state-change"),
    REBOOT_SCHEDULED("reboot-scheduled", "ecs.instance.system-event"),
    REBOOT_AVOIDED("reboot-avoided", "ecs.instance.system-event"),
    DISK_STALLED("disk-stalled", "ecs.disk.system-event"),
    DISK_STALLED_FINISHED("disk-stalled-finished", "ecs.disk.system-event"),
    PREEMPTION("preemption", "ecs.instance.preemption"),
    DISK_ATTACHED("disk-attached", "ecs.disk.operation"),
    DISK_ATTACH_FAILED("disk-attach-failed", "ecs.disk.operation"),
    SNAPSHOT_COMPLETED("snapshot-completed", "ecs.snapshot.completed"),
    SNAPSHOT_FAILED("snapshot-failed", "ecs.snapshot.completed");

    public static final List<Samples> ALL = List.of(values());

    private final String file;
    private final String topic;

    Samples(String file, String topic) {
        this.file = file;
        this.topic = topic;
    }

    public String topic() {
        return topic;
    }

    /** The sample as it stands in the guide. */
    public String json() {
        String path = "/io/opsbus/schemas/guide/" + file + ".json";
        try (var in = Objects.requireNonNull(Samples.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        return json().getBytes(UTF_8);
    }

    /** The sample with another event id, so that it is another event. */
    public String withId(String id) {
        return json().replaceFirst("\"id\"\\s*:\\s*\"[^\"]*\"", "\"id\": \"" + id + "\"");
    }

    /** The sample as an event nobody posted before. */
    public String fresh() {
        return withId(UUID.randomUUID().toString());
    }
}
