package io.opsbus.notifier.targets;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A queue that speaks MNS over HTTP (guide 4.1, 消息服务队列).
 *
 * @param place where it is and who sends; empty for the system's own queue-service, and then the account itself sends
 * @param base64 whether the message body is the event in Base64, as the official SDKs decode it, or the JSON itself
 */
public record Queue(String queue, Optional<Place> place, boolean base64) implements Target {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,255}");

    /**
     * A queue elsewhere.
     *
     * @param endpoint {@code http(s)://host[:port]}
     */
    public record Place(URI endpoint, Login login) {}

    private enum Encoding {
        BASE64,
        RAW
    }

    static Queue read(Fields fields) {
        Optional<URI> endpoint = fields.has("endpoint") ? Optional.of(fields.address("endpoint")) : Optional.empty();
        var queue = fields.needed("queue", text -> NAME.matcher(text).matches(), "the name of a queue");
        var login = fields.login("accessKeyId", "accessKeySecret");
        if (fields.has("endpoint") && !fields.has("accessKeyId")) {
            fields.wrong("accessKeyId", "Missing", "a queue elsewhere needs an access key there");
        }
        if (fields.has("accessKeyId") && !fields.has("endpoint")) {
            fields.wrong("endpoint", "Missing", "an access key is for a queue elsewhere");
        }
        var encoding = fields.word("encoding", Encoding.BASE64);
        return new Queue(
                queue, endpoint.flatMap(uri -> login.map(key -> new Place(uri, key))), encoding == Encoding.BASE64);
    }

    @Override
    public Kind kind() {
        return Kind.QUEUE;
    }

    @Override
    public Rate rate() {
        return Rate.FREE;
    }

    @Override
    public Map<String, Object> form() {
        var form = new LinkedHashMap<String, Object>();
        form.put("type", kind().word());
        form.put("queue", queue);
        place.ifPresent(there -> {
            form.put("endpoint", there.endpoint().toString());
            form.put("accessKeyId", there.login().id());
            form.put("accessKeySecret", there.login().secret());
        });
        if (!base64) {
            form.put("encoding", Fields.word(Encoding.RAW));
        }
        return form;
    }
}
