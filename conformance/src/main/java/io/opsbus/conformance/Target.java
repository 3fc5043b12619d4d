package io.opsbus.conformance;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The system under test.
 *
 * @param http base URL without path, null when the system has no plain listener
 * @param https base URL without path, null when the system has no TLS listener
 * @param caFile PEM file of the authority that signed the system's certificate, null where the JDK's own list knows it
 * @param key key of the account that owns what the suite makes
 * @param stranger key of another account, which must see none of it
 * @param region where the suite makes things
 */
public record Target(
        @Nullable URI http,
        @Nullable URI https,
        @Nullable Path caFile,
        AccessKey key,
        AccessKey stranger,
        String region) {
    /** System properties start with this. */
    public static final String PREFIX = "opsbus.conformance.";

    public Target {
        if (http == null && https == null) {
            throw new IllegalArgumentException(
                    "a target needs a base URL: " + PREFIX + "http, " + PREFIX + "https or both");
        }
    }

    /**
     * The target the operator named, null when no base URL was given: then the suite starts a system of its own.
     *
     * @param properties look-up of system properties by full name, answering null where there is none
     * @throws IllegalArgumentException when a URL was given and something else is missing
     */
    public static @Nullable Target named(UnaryOperator<@Nullable String> properties) {
        String http = properties.apply(PREFIX + "http");
        String https = properties.apply(PREFIX + "https");
        if (http == null && https == null) {
            return null;
        }
        String caFile = properties.apply(PREFIX + "caFile");
        String region = properties.apply(PREFIX + "region");
        return new Target(
                http == null ? null : URI.create(http),
                https == null ? null : URI.create(https),
                caFile == null ? null : Path.of(caFile),
                key(properties, "accessKey"),
                key(properties, "stranger"),
                region == null ? "cn-hangzhou" : region);
    }

    /** The base URL for a scheme, or null when the system has no such listener. */
    public @Nullable URI url(String scheme) {
        return switch (scheme) {
            case "http" -> http;
            case "https" -> https;
            default -> throw new IllegalArgumentException("http or https, was " + scheme);
        };
    }

    /** Any base URL, the plain one first. */
    public URI anyUrl() {
        return List.of("http", "https").stream()
                .map(this::url)
                .filter(url -> url != null)
                .findFirst()
                .orElseThrow();
    }

    private static AccessKey key(UnaryOperator<@Nullable String> properties, String which) {
        String id = properties.apply(PREFIX + which + ".id");
        String secret = properties.apply(PREFIX + which + ".secret");
        if (id == null || secret == null) {
            throw new IllegalArgumentException(
                    "a named target needs " + PREFIX + which + ".id and " + PREFIX + which + ".secret");
        }
        return new AccessKey(id, secret);
    }
}
