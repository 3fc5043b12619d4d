package io.opsbus.invocation.objectstore;

import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.rpc.signature.AccessKeySecret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;

/**
 * An object store and the key to it, prefix {@code opsbus.invocation.oss}.
 *
 * @param place where it is
 * @param buckets {@code .buckets}, who may deliver where
 * @param timeout {@code .timeout}, of one try
 * @param patience {@code .patience}, how long after the end of its run output is tried
 */
public record StoreSettings(Place place, Key key, Buckets buckets, Duration timeout, Duration patience) {
    private static final String PREFIX = "opsbus.invocation.oss.";

    /**
     * Its address.
     *
     * @param endpoint {@code .endpoint}, without a path
     * @param isNamedByHost {@code .addressing} is {@code host}: the bucket stands before the host's name, not in the path
     */
    public record Place(URI endpoint, boolean isNamedByHost) {}

    /**
     * Who we are there.
     *
     * @param id {@code .access-key-id}
     * @param secret {@code .access-key-secret}
     * @param region {@code .region}, a word of the signature
     */
    public record Key(String id, AccessKeySecret secret, String region) {
        public Key {
            require(id.matches("[A-Za-z0-9._-]{1,128}"), "access-key-id", "must be letters and digits");
            require(region.matches("[a-z0-9-]{1,64}"), "region", "must be lower-case letters, digits and hyphens");
        }
    }

    public StoreSettings {
        require(
                !buckets.opened().isEmpty(),
                "buckets",
                "must name at least one bucket: output is delivered nowhere else");
        require(timeout.isPositive() && timeout.compareTo(Duration.ofMinutes(5)) <= 0, "timeout", "must be 5m at most");
        require(patience.isPositive(), "patience", "must be more than nothing");
    }

    /**
     * An address; its port is left out where it is the usual one.
     *
     * @param mayBePlain {@code .allow-plaintext}: HTTP is spoken beyond this machine too
     */
    public static Place place(String endpoint, String addressing, boolean mayBePlain) {
        URI url = URI.create(endpoint);
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean isBare = url.getHost() != null
                && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                && url.getRawQuery() == null
                && url.getRawUserInfo() == null;
        require(isBare && scheme.matches("https?"), "endpoint", "must be an http(s) URL without a path");
        require(
                scheme.equals("https") || mayBePlain || isLoopback(url.getHost()),
                "endpoint",
                "must be an https URL: output may hold secrets (allow-plaintext lets plain HTTP go beyond this machine)");
        require(addressing.matches("path|host"), "addressing", "must be path or host");
        int usual = scheme.equals("https") ? 443 : 80;
        String port = url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort();
        return new Place(
                URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port), addressing.equals("host"));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + key + " " + what);
        }
    }
}
