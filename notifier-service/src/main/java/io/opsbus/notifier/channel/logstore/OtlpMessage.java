package io.opsbus.notifier.channel.logstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.dispatch.Channel.Post;
import io.opsbus.notifier.targets.LogStore;
import io.opsbus.rpc.Hops;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** ExportLogsServiceRequest in OTLP's JSON: one record, whose body is the guide's JSON as a text. */
final class OtlpMessage implements WebClient.Message {
    private final LogStore store;
    private final Post post;
    private final InstantSource clock;

    OtlpMessage(LogStore store, Post post, InstantSource clock) {
        this.store = store;
        this.post = post;
        this.clock = clock;
    }

    @Override
    public URI url() {
        return store.endpoint();
    }

    @Override
    public Body body() {
        var raw = post.delivery().body();
        var event = EventDocument.of(raw);
        var now = clock.instant();
        var record = Map.of(
                "timeUnixNano", nanos(event.time().orElse(now)),
                "observedTimeUnixNano", nanos(now),
                "severityNumber", severity(event.text("level")),
                "severityText", event.text("level"),
                "eventName", event.text("name"),
                "body", Map.of("stringValue", new String(raw.bytes(), UTF_8)),
                "attributes",
                        List.of(
                                attribute("event.id", event.text("id")),
                                attribute(
                                        "opsbus.delivery.id",
                                        post.delivery().id().toString()),
                                attribute("opsbus.event.name", event.text("name"))));
        var resource = Map.of(
                "attributes",
                List.of(
                        attribute("cloud.provider", "alibaba_cloud"),
                        attribute("cloud.account.id", event.text("userId")),
                        attribute("cloud.region", event.text("regionId")),
                        attribute("cloud.resource_id", event.text("resourceId"))));
        var scope = Map.of("scope", Map.of("name", "opsbus.notifier"), "logRecords", List.of(record));
        var request = Map.of("resourceLogs", List.of(Map.of("resource", resource, "scopeLogs", List.of(scope))));
        return Body.of(EventDocument.json(request).getBytes(UTF_8));
    }

    private static Map<String, Object> attribute(String key, String value) {
        return Map.of("key", key, "value", Map.of("stringValue", value));
    }

    /** 64-bit numbers are texts in OTLP's JSON. */
    private static String nanos(Instant at) {
        return Long.toString(at.getEpochSecond() * 1_000_000_000L + at.getNano());
    }

    /** Severity numbers of OpenTelemetry: 9 info, 13 warn, 21 fatal. */
    private static int severity(String level) {
        return switch (level) {
            case "CRITICAL" -> 21;
            case "WARN" -> 13;
            default -> 9;
        };
    }

    @Override
    public void headers(WebClient.Headers out) {
        out.set("content-type", "application/json");
        store.headers().forEach((name, value) -> out.set(name, value.reveal()));
        out.set(Hops.HEADER, Integer.toString(post.delivery().about().told()));
    }
}
