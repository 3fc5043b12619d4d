package io.opsbus.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** System events as event-service answers them to operators. */
final class PlannedEvents {
    private static final String ROW = "%-24s %-24s %-18s %-26s %-10s %-22s %s%n";

    private PlannedEvents() {}

    static void show(JsonNode answer, boolean json) {
        if (json) {
            System.out.println(answer);
            return;
        }
        System.out.printf(ROW, "event", "instance", "account", "type", "state", "not before", "made known");
        for (JsonNode event : answer.path("events")) {
            System.out.printf(
                    ROW,
                    event.path("eventId").asText(),
                    event.path("instanceId").asText(),
                    event.path("accountId").asText(),
                    event.path("type").asText(),
                    event.path("status").asText(),
                    event.path("notBefore").asText(),
                    event.path("publishTime").asText());
        }
    }
}
