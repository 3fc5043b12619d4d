package io.opsbus.notifier.targets;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A topic of the subscriber's own, in a cluster the operator has opened to its account.
 *
 * @param bootstrap {@code host:port[,host:port…]}
 * @param login user and password of SASL; empty for a cluster that asks for none
 * @param peer what the cluster asks for beyond usual TLS
 */
public record KafkaTopic(
        String bootstrap, String topic, boolean tls, Sasl sasl, Optional<Login> login, Optional<PeerTls> peer)
        implements Target {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern BROKERS = Pattern.compile(
            "(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}(,(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}){0,9}");

    /** How user and password are shown. */
    public enum Sasl {
        PLAIN,
        SCRAM_SHA_256,
        SCRAM_SHA_512
    }

    private enum Security {
        PLAINTEXT,
        TLS
    }

    static KafkaTopic read(Fields fields) {
        var bootstrap = fields.needed("bootstrap", text -> BROKERS.matcher(text).matches(), "1 to 10 host:port");
        var topic = fields.needed("topic", text -> TOPIC.matcher(text).matches(), "the name of a topic");
        var security = fields.word("security", Security.TLS);
        var sasl = fields.word("sasl", Sasl.PLAIN);
        var login = fields.login("user", "password");
        if (login.isPresent() && security != Security.TLS) {
            fields.wrong("security", "Invalid", "a password is shown over tls only");
        }
        var isSecure = security == Security.TLS;
        return new KafkaTopic(bootstrap, topic, isSecure, sasl, login, PeerTls.read(fields, isSecure, "tls"));
    }

    @Override
    public Kind kind() {
        return Kind.KAFKA_TOPIC;
    }

    @Override
    public Rate rate() {
        return Rate.FREE;
    }

    @Override
    public Map<String, Object> form() {
        var form = new LinkedHashMap<String, Object>();
        form.put("type", kind().word());
        form.put("bootstrap", bootstrap);
        form.put("topic", topic);
        form.put("security", Fields.word(tls ? Security.TLS : Security.PLAINTEXT));
        login.ifPresent(key -> {
            form.put("sasl", Fields.word(sasl));
            form.put("user", key.id());
            form.put("password", key.secret());
        });
        peer.ifPresent(own -> own.tell(form));
        return form;
    }
}
