package io.opsbus.standalone.backbone;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's process: formats the data folder on first use, serves, prints one line starting with {@value #READY},
 * ends on SIGTERM after flushing.
 *
 * <p>Arguments: data folder, client port, controller port, then any {@code key=value} broker properties.
 */
public final class KafkaMain {
    static final String READY = "READY kafka";

    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaMain.class);

    private KafkaMain() {}

    @SuppressWarnings("SystemOut") // the READY line is for the starter, not for the log
    public static void main(String[] args) {
        try {
            Path data = Path.of(args[0]).toAbsolutePath();
            int port = Integer.parseInt(args[1]);
            int controllerPort = Integer.parseInt(args[2]);
            Map<String, String> properties = properties(data, port, controllerPort);
            for (String extra : List.of(args).subList(3, args.length)) {
                int equals = extra.indexOf('=');
                properties.put(extra.substring(0, equals), extra.substring(equals + 1));
            }
            format(data);
            KilledBroker.fence(data, controllerPort, properties);
            var server = new KafkaRaftServer(KafkaConfig.fromProps(asProperties(properties)), Time.SYSTEM);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server), "shutdown"));
            server.startup();
            watch(FailedCoordinators.ofThisBroker());
            System.out.println(READY + " 127.0.0.1:" + port);
            server.awaitShutdown();
        } catch (Exception | Error e) {
            LOGGER.atError().setCause(e).log("the broker cannot start");
            // halt: the shutdown hook would wait for a broker that never came up
            Runtime.getRuntime().halt(1);
        }
    }

    /** A broker that serves no consumer group any more ends, so that whoever started it starts it again. */
    private static void watch(FailedCoordinators coordinators) {
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("failed-coordinators").factory());
        var _ = clock.scheduleWithFixedDelay(
                () -> {
                    if (coordinators.lasting(Instant.now())) {
                        LOGGER.error(
                                "a group coordinator has failed and does not come back: the broker ends, start it again");
                        // halt: what is acknowledged is in the log, and an orderly end could wait for the coordinator
                        Runtime.getRuntime().halt(1);
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
    }

    private static void end(KafkaRaftServer server) {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties asProperties(Map<String, String> map) {
        var properties = new Properties();
        properties.putAll(map);
        return properties;
    }

    /** Writes the cluster id and the feature levels; a folder left half-written by a crash is written again. */
    private static void format(Path data) throws Exception {
        Path written = data.resolve("meta.properties");
        boolean complete = Files.exists(data.resolve("bootstrap.checkpoint"))
                || Files.exists(data.resolve("__cluster_metadata-0"));
        if (Files.exists(written) && complete) {
            return;
        }
        Files.deleteIfExists(written);
        Files.createDirectories(data);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .run();
    }

    private static Map<String, String> properties(Path data, int port, int controllerPort) {
        var p = new HashMap<String, String>();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("log.dirs", data.toString());
        singleNode(p);
        // topics come from one declaration (schemas), never from a client's typing error
        p.put("auto.create.topics.enable", "false");
        p.put("group.initial.rebalance.delay.ms", "0");
        // With 3 s a busy machine had the broker fenced while it loaded its groups, see FailedCoordinators; nobody
        // waits for
        // this after a kill, see KilledBroker.
        p.put("broker.session.timeout.ms", "9000");
        p.put("broker.heartbeat.interval.ms", "500");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
        p.put("log.segment.bytes", Integer.toString(64 << 20));
        p.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        return p;
    }

    /** Internal topics of a cluster of one: one copy, few partitions. */
    private static void singleNode(Map<String, String> p) {
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.put(topic + ".replication.factor", "1");
            p.put(topic + ".num.partitions", "4");
            // only closed segments are compacted, and all that is not is read at each start: 100 MiB by default
            p.put(topic + ".segment.bytes", Integer.toString(1 << 20));
        }
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
    }
}
