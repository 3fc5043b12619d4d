package io.opsbus.invocation.agentlink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where agents come in.
 *
 * @param place where it listens
 * @param keyStore PKCS#12 with key and chain; null for plain text, on a loopback address only
 * @param password of the store and its key
 * @param region what agents that ask where they are hear
 * @param releases folder of the versions published for our agent; null for none
 */
public record ListenerSettings(
        Place place,
        @Nullable Path keyStore,
        String password,
        String region,
        @Nullable Path releases) {
    /**
     * An address.
     *
     * @param host address to listen on
     * @param port 0 for any free one
     * @param proxied whether connections come through a front that says who they are of (PROXY protocol, version 1)
     */
    public record Place(String host, int port, boolean proxied) {}

    /** Without a front, and without versions of our agent. */
    public ListenerSettings(String host, int port, @Nullable Path keyStore, String password, String region) {
        this(new Place(host, port, false), keyStore, password, region, null);
    }

    /** Refuses plain text beyond this machine. */
    public ListenerSettings {
        if (keyStore == null && !isLoopback(place.host())) {
            throw new IllegalArgumentException(
                    "opsbus.invocation.agents.keystore is not set: agents are served in plain text"
                            + " on a loopback address only, not on " + place.host());
        }
        if (place.proxied() && !isLoopback(place.host())) {
            throw new IllegalArgumentException(
                    "opsbus.invocation.agents.proxied is set: whoever reaches the port can say"
                            + " that they come from anywhere, so it must be a loopback address, not " + place.host());
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * The key managers of the store.
     *
     * @throws IllegalArgumentException naming the setting, if the store cannot be read
     */
    static KeyManagerFactory keys(Path keyStore, String password) {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password.toCharArray());
            return factory;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "opsbus.invocation.agents.keystore: cannot read " + keyStore + ": " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ListenerSettings[" + place + ", " + (keyStore == null ? "plain" : keyStore) + "]";
    }
}
