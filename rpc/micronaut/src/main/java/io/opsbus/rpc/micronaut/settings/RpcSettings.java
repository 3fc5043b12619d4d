package io.opsbus.rpc.micronaut.settings;

import static io.opsbus.rpc.micronaut.settings.GivenSettings.require;

import io.opsbus.rpc.identity.InternalKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the gateway reaches a service.
 *
 * @param key {@code opsbus.internal-key}, shared by gateway and services; null when it is not set, and then no gateway can call
 *     the service
 * @param url {@code opsbus.SERVICE.url}, base URL the gateway calls; empty for the address the service listens on
 */
public record RpcSettings(@Nullable InternalKey key, String url) {
    private static final Logger LOGGER = LoggerFactory.getLogger(RpcSettings.class);
    private static final String KEY = "opsbus.internal-key";

    /**
     * Reads and checks them.
     *
     * @param prefix of the service's own settings, as in {@code opsbus.command}
     * @throws IllegalArgumentException naming the first that cannot be used
     */
    public static RpcSettings of(GivenSettings given, String prefix) {
        String url = given.text(prefix + ".url", "");
        require(url.isEmpty() || url.startsWith("http"), prefix + ".url", "must be an http(s) URL");
        return new RpcSettings(key(given.text(KEY, "")), url);
    }

    /** The key, or where none is set one that nobody else has. */
    public InternalKey keyOrNobodys() {
        if (key == null) {
            LOGGER.atWarn().log(KEY + " is not set: no gateway can call this service");
            return InternalKey.nobodys();
        }
        return key;
    }

    private static @Nullable InternalKey key(String base64) {
        if (base64.isBlank()) {
            return null;
        }
        try {
            return InternalKey.of(base64);
        } catch (IllegalArgumentException broken) {
            // no cause: the innermost message is the one a start that fails shows
            throw new IllegalArgumentException(KEY + ": " + broken.getMessage());
        }
    }
}
