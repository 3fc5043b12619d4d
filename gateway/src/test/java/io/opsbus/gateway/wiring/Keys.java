package io.opsbus.gateway.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Settings no gateway starts without. */
final class Keys {
    static final String INTERNAL =
            Base64.getEncoder().encodeToString("an internal key of 32 characters".getBytes(UTF_8));
    static final String OPERATOR = "the operator's token, long enough";

    private Keys() {}

    /** With these, and free ports. */
    static Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("opsbus.gateway.port", 0);
        settings.put("opsbus.gateway.master-key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("opsbus.internal-key", INTERNAL);
        settings.put("opsbus.gateway.operator-token", OPERATOR);
        // nothing listens there: a test that needs a server names it
        settings.put("opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:1/");
        settings.put("opsbus.kafka.bootstrap", "127.0.0.1:1");
        settings.put("opsbus.registry.url", "http://127.0.0.1:1");
        settings.putAll(more);
        return settings;
    }
}
