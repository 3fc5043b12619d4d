package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.process.AotCache;
import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.JavaProgram;
import io.opsbus.standalone.backbone.process.Ports;
import io.opsbus.standalone.backbone.process.Signal;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Kafka broker (KRaft, one node) in a JVM of its own. The broker ends itself when its only log folder fails (full
 * disk, fsync error): exit code 1, reason in the log; starting it again is the caller's business.
 *
 * @param trainsCache this run writes an AOT cache when it ends in an orderly way, which takes some seconds more
 */
public record KafkaServer(KafkaSettings settings, Child child, boolean trainsCache) implements BackboneServer {
    /** Starts the broker; see {@link #awaitReady}. */
    public static KafkaServer start(BackboneLayout layout, KafkaSettings settings) throws StartFailure {
        Ports.requireFree("Kafka", settings.port());
        Ports.requireFree("Kafka's controller", settings.controllerPort());
        var args = new ArrayList<>(List.of(
                settings.data().toString(),
                Integer.toString(settings.port()),
                Integer.toString(settings.controllerPort())));
        settings.extra().forEach((key, value) -> args.add(key + "=" + value));
        var flags = new ArrayList<>(settings.jvm().flags());
        flags.add("-Dlogback.configurationFile=opsbus-kafka-logback.xml");
        List<String> command = new JavaProgram(
                        layout.classPath(),
                        KafkaMain.class.getName(),
                        flags,
                        args,
                        settings.jvm().aotCache())
                .command();
        Child child = Child.start("kafka", command, Map.of(), settings.log(), settings.bound());
        return new KafkaServer(settings, child, AotCache.trains(command));
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrap() {
        return "127.0.0.1:" + settings.port();
    }

    @Override
    public Signal endSignal() {
        return Signal.TERM;
    }

    @Override
    public void awaitReady(Duration limit) throws StartFailure {
        Readiness.await(child, limit, () -> child.output().stream().anyMatch(line -> line.startsWith(KafkaMain.READY)));
    }
}
