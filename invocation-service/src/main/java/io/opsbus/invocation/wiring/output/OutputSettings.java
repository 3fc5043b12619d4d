package io.opsbus.invocation.wiring.output;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.objectstore.StoreSettings;
import io.opsbus.rpc.signature.AccessKeySecret;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the object store, prefix {@code opsbus.invocation.oss}. */
public final class OutputSettings {
    private static final String PREFIX = "opsbus.invocation.oss.";

    private OutputSettings() {}

    /**
     * The object store; null when none is set.
     *
     * @throws IllegalArgumentException naming the first setting that cannot be used
     */
    public static @Nullable StoreSettings of(PropertyResolver given) {
        String endpoint = text(given, "endpoint", "");
        if (endpoint.isBlank()) {
            return null;
        }
        String secret = text(given, "access-key-secret", "");
        if (secret.isEmpty()) {
            throw new IllegalArgumentException(PREFIX + "access-key-secret must not be empty");
        }
        return new StoreSettings(
                StoreSettings.place(
                        endpoint,
                        text(given, "addressing", "path"),
                        given.getProperty(PREFIX + "allow-plaintext", Boolean.class, false)),
                new StoreSettings.Key(
                        text(given, "access-key-id", ""),
                        new AccessKeySecret(secret),
                        text(given, "region", "us-east-1")),
                buckets(text(given, "buckets", "")),
                given.getProperty(PREFIX + "timeout", Duration.class, Duration.ofSeconds(30)),
                given.getProperty(PREFIX + "patience", Duration.class, Duration.ofDays(1)));
    }

    private static Buckets buckets(String list) {
        List<String> words = Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        try {
            return Buckets.of(words);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(PREFIX + "buckets: " + wrong.getMessage(), wrong);
        }
    }

    private static String text(PropertyResolver given, String name, String usual) {
        return given.getProperty(PREFIX + name, String.class, usual);
    }
}
