package io.opsbus.notifier.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An event as CloudEvents 1.0. Its {@code id} is the delivery's: the guide's own ids repeat, and source and id must name one event. The
 * guide's id is the extension {@code eventid}.
 */
public final class CloudEvent {
    private final Map<String, String> attributes;
    private final Body data;

    private CloudEvent(Map<String, String> attributes, Body data) {
        this.attributes = attributes;
        this.data = data;
    }

    /** The event a delivery carries. */
    public static CloudEvent of(Delivery delivery) {
        var event = EventDocument.of(delivery.body());
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("specversion", "1.0");
        attributes.put("id", delivery.id().toString());
        attributes.put("source", source(event));
        attributes.put("type", type(event));
        attributes.put("subject", event.text("resourceId"));
        event.time().ifPresent(time -> attributes.put("time", time.toString()));
        attributes.put("datacontenttype", "application/json");
        attributes.put("eventid", event.text("id"));
        attributes.put("level", event.text("level"));
        delivery.about().traceparent().ifPresent(trace -> attributes.put("traceparent", trace));
        attributes.values().removeIf(String::isEmpty);
        return new CloudEvent(attributes, delivery.body());
    }

    /** A reference to a URI, whatever its parts are: a product of a customer's own may have blanks in its name. */
    private static String source(EventDocument event) {
        return Stream.of(event.text("product").toLowerCase(Locale.ROOT), event.text("regionId"), event.text("userId"))
                .map(part -> encoded(part, CloudEvent::isOfASegment))
                .collect(Collectors.joining("/", "/", ""));
    }

    /** What a segment of a path may have in it as it is (RFC 3986, 3.3). */
    private static boolean isOfASegment(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-._~!$&'()*+,;=:@".indexOf(c) >= 0;
    }

    private static String type(EventDocument event) {
        var name = event.text("name").replace(':', '.');
        return "opsbus." + event.text("product").toLowerCase(Locale.ROOT) + "." + name + ".v1";
    }

    /** Its attributes by their names, the content type of the data among them. */
    public Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** Structured mode; {@code data} is the guide's JSON, byte for byte. */
    Body structured() {
        var out = new ByteArrayOutputStream(data.bytes().length + 512);
        var head = EventDocument.json(attributes);
        out.writeBytes(head.substring(0, head.length() - 1).getBytes(UTF_8));
        out.writeBytes(",\"data\":".getBytes(UTF_8));
        out.writeBytes(data.bytes());
        out.write('}');
        return Body.of(out.toByteArray());
    }

    /** Binary mode: the body is the guide's JSON, the rest is in headers, percent-encoded as the HTTP binding asks (3.1.3.2). */
    void headers(WebClient.Headers out) {
        attributes.forEach((name, value) -> {
            if (!name.equals("datacontenttype") && !name.equals("traceparent")) {
                out.set("ce-" + name, encoded(value, CloudEvent::isOfAHeader));
            }
        });
    }

    private static boolean isOfAHeader(int c) {
        return c > ' ' && c < 127 && c != '"' && c != '%';
    }

    private static String encoded(String value, IntPredicate plain) {
        if (value.chars().allMatch(plain)) {
            return value;
        }
        var text = new StringBuilder();
        for (var b : value.getBytes(UTF_8)) {
            if (plain.test(b)) {
                text.append((char) b);
            } else {
                text.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        return text.toString();
    }
}
