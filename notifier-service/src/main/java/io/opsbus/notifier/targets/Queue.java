package io.opsbus.notifier.targets;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A queue that speaks MNS over HTTP (guide 4.1, 消息服务队列).
 *
 * @param endpoint {@code http(s)://host[:port]}; empty for the queue-service the operator has set
 * @param login who sends; empty for the operator's own
 * @param base64 whether the message body is the event in Base64, as the official SDKs decode it, or the JSON itself
 */
public record Queue(Optional<URI> endpoint, String queue, Optional<Login> login, boolean base64) implements Target {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,255}");

    private enum Encoding {
        BASE64,
        RAW
    }

    static Queue read(Fields fields) {
        Optional<URI> endpoint = fields.has("endpoint") ? Optional.of(fields.address("endpoint")) : Optional.empty();
        var queue = fields.needed("queue", text -> NAME.matcher(text).matches(), "the name of a queue");
        var login = fields.login("accessKeyId", "accessKeySecret");
        if (endpoint.isPresent() && !fields.has("accessKeyId")) {
            fields.wrong("accessKeyId", "Missing", "a queue elsewhere needs an access key there");
        }
        var encoding = fields.word("encoding", Encoding.BASE64);
        return new Queue(endpoint, queue, login, encoding == Encoding.BASE64);
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
        endpoint.ifPresent(uri -> form.put("endpoint", uri.toString()));
        form.put("queue", queue);
        login.ifPresent(key -> {
            form.put("accessKeyId", key.id());
            form.put("accessKeySecret", key.secret());
        });
        if (!base64) {
            form.put("encoding", Fields.word(Encoding.RAW));
        }
        return form;
    }
}
