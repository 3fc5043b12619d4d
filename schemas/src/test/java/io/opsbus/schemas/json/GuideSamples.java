package io.opsbus.schemas.json;

import io.opsbus.schemas.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The guide's samples as they stand in the resources; the two "failed" ones are derived from its text. */
public final class GuideSamples {
    public static final List<String> NAMES = List.of(
            "instance-stopping",
            "instance-running",
            "reboot-scheduled",
            "reboot-avoided",
            "disk-stalled",
            "disk-stalled-finished",
            "preemption",
            "disk-attached",
            "disk-attach-failed",
            "snapshot-completed",
            "snapshot-failed");

    private GuideSamples() {}

    public static byte[] bytes(String name) {
        try (InputStream in = Topics.class.getResourceAsStream("guide/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no sample " + name);
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
