package io.opsbus.gateway.wiring;

import io.micronaut.core.value.PropertyResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;

/** Whether the gateway also serves https, beside http on its own port. */
sealed interface Https {
    String KEYSTORE = "opsbus.gateway.keystore";
    String PASSWORD = "opsbus.gateway.keystore-password";
    String PORT = "opsbus.gateway.https-port";

    /** Settings of the server that follow. */
    Map<String, Object> serverSettings();

    /** What health says of it. */
    String description();

    /** Port of https, 0 when it is off. */
    int port();

    /** No key store, no https. */
    record Off() implements Https {
        @Override
        public Map<String, Object> serverSettings() {
            return Map.of("micronaut.server.ssl.enabled", false);
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public String description() {
            return "off: " + KEYSTORE + " and " + PASSWORD + " are not set";
        }
    }

    /**
     * Served with the key and chain of a PKCS#12 store.
     *
     * @param password of the store and its key; not shown by {@code toString}
     */
    record On(Path keystore, String password, int port) implements Https {
        @Override
        public Map<String, Object> serverSettings() {
            return Map.of(
                    "micronaut.server.dual-protocol",
                    true,
                    "micronaut.server.ssl.enabled",
                    true,
                    "micronaut.server.ssl.build-self-signed",
                    false,
                    "micronaut.server.ssl.port",
                    port,
                    "micronaut.server.ssl.protocols",
                    "TLSv1.3,TLSv1.2",
                    "micronaut.server.ssl.key-store.path",
                    "file:" + keystore.toAbsolutePath(),
                    "micronaut.server.ssl.key-store.type",
                    "PKCS12",
                    "micronaut.server.ssl.key-store.password",
                    password);
        }

        @Override
        public String description() {
            return "on, port " + port;
        }

        @Override
        public String toString() {
            return "https on port " + port + " with " + keystore;
        }
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException when only one of the two is set or the store cannot be read: half a
     *     configuration must not quietly mean plaintext
     */
    static Https of(PropertyResolver settings) {
        String keystore = settings.getProperty(KEYSTORE, String.class).orElse("");
        String password = settings.getProperty(PASSWORD, String.class).orElse("");
        if (keystore.isEmpty() && password.isEmpty()) {
            return new Off();
        }
        if (keystore.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException((keystore.isEmpty() ? KEYSTORE : PASSWORD)
                    + " is missing: https needs both " + KEYSTORE + " and " + PASSWORD);
        }
        Path path = Path.of(keystore);
        requireReadable(path, password);
        return new On(path, password, settings.getProperty(PORT, Integer.class).orElse(18443));
    }

    /** Otherwise a wrong password shows only when a listener starts, as a closed channel without a reason. */
    private static void requireReadable(Path store, String password) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore.getInstance("PKCS12").load(in, password.toCharArray());
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(KEYSTORE + ": there is no file " + store, missing);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    KEYSTORE + ": cannot read " + store + " with " + PASSWORD + ": " + unreadable.getMessage(),
                    unreadable);
        }
    }
}
