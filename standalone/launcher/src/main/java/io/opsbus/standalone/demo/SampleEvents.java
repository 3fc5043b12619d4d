package io.opsbus.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/** The guide's sample notifications (sections 4.1 and 4.2), each with a fresh id so that a demo can be run again. */
final class SampleEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param what the sample in a few words
     * @param body the notification
     */
    record Sample(String what, ObjectNode body) {
        String id() {
            return body.path("id").asText();
        }

        String level() {
            return body.path("level").asText();
        }

        String name() {
            return body.path("name").asText();
        }
    }

    private SampleEvents() {}

    /** In the guide's order; the two failures are its samples with its own words for failure. */
    static List<Sample> all() throws IOException {
        return List.of(
                of("instance is stopping", "instance-stopping"),
                of("reboot scheduled", "reboot-scheduled"),
                of("reboot avoided", "reboot-avoided"),
                of("disk stalled", "disk-stalled"),
                of("disk stalled, ended", "disk-stalled-finished"),
                of("instance is running", "instance-running"),
                of("spot instance to go", "preemption"),
                of("disk attached", "disk-attached"),
                of("disk not attached", "disk-attach-failed"),
                of("snapshot completed", "snapshot-completed"),
                of("snapshot failed", "snapshot-failed"));
    }

    private static Sample of(String what, String file) throws IOException {
        String path = "/io/opsbus/schemas/guide/" + file + ".json";
        try (InputStream in = SampleEvents.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("the sample " + path + " is missing from the schemas jar");
            }
            ObjectNode body = (ObjectNode) JSON.readTree(in);
            body.put("id", UUID.randomUUID().toString().toUpperCase(java.util.Locale.ROOT));
            return new Sample(what, body);
        }
    }
}
