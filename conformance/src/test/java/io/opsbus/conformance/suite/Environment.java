package io.opsbus.conformance.suite;

import io.opsbus.conformance.AccessKey;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Operator;
import io.opsbus.conformance.Sdk;
import io.opsbus.conformance.Target;
import io.opsbus.conformance.coverage.Log;
import io.opsbus.conformance.sdk.Sdks;
import io.opsbus.conformance.system.OwnSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The system and the log of one run of the suite: made by the first test that asks, closed after the last. */
public final class Environment implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("opsbus.home")).toAbsolutePath();

    private final Target target;
    private final Log log;
    private final Map<Speaker, Sdk> sdks = new ConcurrentHashMap<>();
    private final @Nullable OwnSystem own;

    private record Speaker(Dialect dialect, AccessKey key) {}

    private Environment() throws IOException {
        Target named = Target.named(System::getProperty);
        own = named == null ? OwnSystem.start(HOME, Files.createTempDirectory("opsbus-conformance")) : null;
        target = own == null ? Objects.requireNonNull(named) : own.target();
        log = new Log(HOME.resolve("conformance/target/conformance/seen.json"));
    }

    /** The run's one environment. */
    static Environment of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Environment.class, key -> create(), Environment.class);
    }

    public Target target() {
        return target;
    }

    /** Who runs the system; null where the suite was pointed at one. */
    @Nullable
    Operator operator() {
        return own;
    }

    /** The SDK that calls with that key; the system must have the dialect's scheme. */
    Sdk sdk(Dialect dialect, AccessKey key) {
        URI url = Objects.requireNonNull(target.url(dialect.scheme()));
        return sdks.computeIfAbsent(
                new Speaker(dialect, key),
                who -> Sdks.open(dialect, new Sdks.Endpoint(url, target.caFile(), key, target.region())));
    }

    Log log() {
        return log;
    }

    private static Environment create() {
        try {
            return new Environment();
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
        if (own != null) {
            own.close();
        }
    }
}
