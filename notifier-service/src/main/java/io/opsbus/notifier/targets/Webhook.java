package io.opsbus.notifier.targets;

import io.opsbus.notifier.signing.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program's own address (guide 4.1, GET 或 POST URL 回调).
 *
 * @param headers added to each request, names in lower case
 * @param secrets of the Standard Webhooks signature ({@link SigningKey}), the newest first; two while one replaces the other, none for no signature
 * @param tls what it asks for beyond usual TLS
 */
public record Webhook(
        URI url,
        Method method,
        Format format,
        Map<String, Secret> headers,
        List<Secret> secrets,
        Rate rate,
        Optional<PeerTls> tls)
        implements Target {
    /** How it is called. */
    public enum Method {
        /** The body is the event. */
        POST,
        /** The event's envelope is in the query; {@code content} is one parameter, its JSON. */
        GET
    }

    /** What a POST carries. */
    public enum Format {
        /** The guide's JSON, byte for byte. */
        RAW,
        /** CloudEvents 1.0 in structured mode: one JSON with the event as {@code data}. */
        CLOUDEVENTS,
        /** CloudEvents 1.0 in binary mode: the guide's JSON as the body, attributes in {@code ce-} headers. */
        CLOUDEVENTS_BINARY
    }

    public Webhook {
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
    }

    /** A POST of the raw event without anything added. */
    public static Webhook plain(URI url) {
        return new Webhook(url, Method.POST, Format.RAW, Map.of(), List.of(), Rate.FREE, Optional.empty());
    }

    static Webhook read(Fields fields) {
        var url = fields.address("url");
        var method = fields.word("method", Method.POST);
        var format = fields.word("format", Format.RAW);
        if (method == Method.GET && format != Format.RAW) {
            fields.wrong("format", "Invalid", "a GET carries no body to have a format");
        }
        var headers = fields.headers("headers");
        var secrets = fields.list("secrets");
        if (secrets.size() > 2) {
            fields.wrong("secrets", "TooMany", "one secret, or two while one replaces the other");
        }
        for (var i = 0; i < secrets.size(); i++) {
            if (SigningKey.of(secrets.get(i)).isEmpty()) {
                fields.wrong("secrets[" + i + "]", "Invalid", "a secret is " + SigningKey.FORM);
            }
        }
        var perSecond = fields.number("perSecond", 0, 1, 10_000);
        var concurrency = fields.number("concurrency", 0, 1, 64);
        return new Webhook(
                url,
                method,
                format,
                headers,
                secrets.stream().map(Secret::of).toList(),
                new Rate(perSecond, Duration.ofSeconds(1), concurrency, 1),
                PeerTls.read(fields, "https".equalsIgnoreCase(url.getScheme()), "https"));
    }

    @Override
    public Kind kind() {
        return Kind.WEBHOOK;
    }

    @Override
    public Map<String, Object> form() {
        var form = new LinkedHashMap<String, Object>();
        form.put("type", kind().word());
        form.put("url", url.toString());
        form.put("headers", headers);
        if (method != Method.POST) {
            form.put("method", Fields.word(method));
        }
        if (format != Format.RAW) {
            form.put("format", Fields.word(format));
        }
        if (!secrets.isEmpty()) {
            form.put("secrets", secrets);
        }
        if (rate.messages() > 0) {
            form.put("perSecond", rate.messages());
        }
        if (rate.concurrency() > 0) {
            form.put("concurrency", rate.concurrency());
        }
        tls.ifPresent(own -> own.tell(form));
        return form;
    }
}
