package io.opsbus.conformance.sdk;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Sdk;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens SDKs. */
public final class Sdks {
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
}
