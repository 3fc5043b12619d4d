package io.opsbus.conformance.sdk;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Sdk;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens SDKs. */
public final class Sdks {
    private static final String WITH_OPTIONS = "WithOptions";

    private Sdks() {}

    /**
     * Where an SDK's calls go and as whom.
     *
     * @param url scheme, host and port
     * @param caFile PEM file with the authority to trust for https; null for the JDK's own list
     */
    public record Endpoint(URI url, @Nullable Path caFile, AccessKey key, String region) {
        /** Host and port: official clients take the scheme apart from it. */
        String authority() {
            return url.getAuthority();
        }
    }

    /** An SDK that talks as {@code dialect} says; one call, one request: nothing is retried. */
    public static Sdk open(Dialect dialect, Endpoint endpoint) {
        return switch (dialect.generation()) {
            case CORE -> new CoreSdk(dialect, endpoint);
            case TEA -> new TeaSdk(dialect, endpoint);
        };
    }

    /** Every action of ECS the newer SDK can call. */
    public static SortedSet<String> actions() {
        return actions(com.aliyun.ecs20140526.Client.class);
    }

    /** Every action of CloudMonitor the newer SDK can call. */
    public static SortedSet<String> actionsOfCms() {
        return actions(com.aliyun.cms20190101.Client.class);
    }

    private static SortedSet<String> actions(Class<?> client) {
        return Stream.of(client.getMethods())
                .map(Method::getName)
                .filter(name -> name.endsWith(WITH_OPTIONS))
                .map(name -> Character.toUpperCase(name.charAt(0))
                        + name.substring(1, name.length() - WITH_OPTIONS.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
