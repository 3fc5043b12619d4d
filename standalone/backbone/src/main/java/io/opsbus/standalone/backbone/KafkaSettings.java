package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.LogBound;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One broker.
 *
 * @param data folder of its log segments and metadata; formatted on first use
 * @param log file of its output
 * @param bound how much of it is kept
 * @param port of clients, on 127.0.0.1
 * @param controllerPort of the KRaft quorum of one, on 127.0.0.1
 * @param extra broker properties that override ours
 * @param jvm how its JVM runs
 */
public record KafkaSettings(
        Path data, Path log, LogBound bound, int port, int controllerPort, Map<String, String> extra, Jvm jvm) {
    public KafkaSettings {
        extra = Map.copyOf(extra);
        if (port == controllerPort) {
            throw new IllegalArgumentException("port and controllerPort are both " + port);
        }
    }

    /** With a log that has no bound. */
    public KafkaSettings(Path data, Path log, int port, int controllerPort, Map<String, String> extra, Jvm jvm) {
        this(data, log, LogBound.NONE, port, controllerPort, extra, jvm);
    }

    /**
     * Flags of a server's JVM.
     *
     * @param flags heap and collector
     * @param aotCache empty: start without one
     */
    public record Jvm(List<String> flags, Optional<AotCache> aotCache) {
        public Jvm {
            flags = List.copyOf(flags);
        }
    }

    /** Small heap; one collector thread: broker, services and database share few cores. */
    public static Jvm smallJvm(Optional<AotCache> aotCache) {
        return new Jvm(List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"), aotCache);
    }

    /** First compiler only: up in half the time, slower under load. For tests. */
    public static Jvm quickJvm(Optional<AotCache> aotCache) {
        return new Jvm(List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), aotCache);
    }
}
