package io.opsbus.gateway.wiring;

import io.micronaut.core.value.PropertyResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/** Who can reach the gateway, and how: plaintext stays on this machine. */
final class Reach {
    static final String BIND = "opsbus.bind";
    static final String PLAINTEXT = "opsbus.gateway.allow-plaintext";

    private Reach() {}

    /**
     * Settings of the server that follow from where it listens.
     *
     * @throws IllegalArgumentException when it would listen beyond this machine without https
     */
    static Map<String, Object> serverSettings(PropertyResolver settings) {
        Https https = Https.of(settings);
        Map<String, Object> server = new HashMap<>(https.serverSettings());
        if (isBeyondThisMachine(settings)
                && !settings.getProperty(PLAINTEXT, Boolean.class).orElse(false)) {
            if (https instanceof Https.Off) {
                throw new IllegalArgumentException(BIND + " is "
                        + settings.getProperty(BIND, String.class).orElse("")
                        + ", which other machines reach, and https is off: access keys' calls would travel in the clear. Set "
                        + Https.KEYSTORE + " and " + Https.PASSWORD + ", or " + PLAINTEXT
                        + "=true where something else protects the wire");
            }
            // https alone
            server.put("micronaut.server.dual-protocol", false);
        }
        return Map.copyOf(server);
    }

    private static boolean isBeyondThisMachine(PropertyResolver settings) {
        String bind = settings.getProperty(BIND, String.class).orElse("127.0.0.1");
        try {
            return !InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(BIND + " is " + bind + ", which is no address of this machine", unknown);
        }
    }
}
