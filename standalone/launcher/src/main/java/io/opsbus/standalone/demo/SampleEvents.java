package io.opsbus.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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

    /** In the guide's order; the failed disk operation is the accomplished one with the guide's words for failure. */
    static List<Sample> all() throws IOException {
        List<Sample> samples = new ArrayList<>();
        samples.add(of("instance is stopping", "instance-state-change-stopping"));
        samples.add(of("reboot scheduled", "instance-system-event-scheduled"));
        samples.add(of("reboot avoided", "instance-system-event-avoided"));
        samples.add(of("disk stalled, start", "disk-stalled-start"));
        samples.add(of("disk stalled, end", "disk-stalled-end"));
        samples.add(of("instance is running", "instance-state-change-running"));
        samples.add(of("preemption", "instance-preemption"));
        samples.add(of("disk attached", "disk-operation-accomplished"));
        Sample failed = of("disk attach failed", "disk-operation-accomplished");
        failed.body().put("level", "WARN");
        failed.body().withObject("/content").put("result", "failed");
        samples.add(failed);
        samples.add(of("snapshot completed", "snapshot-completed"));
        return List.copyOf(samples);
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
