package io.opsbus.standalone.backbone;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a broker that was killed needs before it may start again: that the cluster holds it for dead. Alone in its cluster it finds itself alive
 * and leader of everything in the metadata it left behind, and acts on that until it has registered anew:
 *
 * <pre>
 *   killed   transaction prepared, its markers written to some partitions
 *   started  leader of __transaction_state, says the old metadata: loads it, wants to send the other markers to itself,
 *            and does not listen yet
 *   registers: fenced. Who asks now for the leader of a partition gets none, "likely deleted already and hence can be skipped"
 *   the transaction is complete, markers are missing for ever: no last stable offset moves, offsets of the group stay unstable
 * </pre>
 *
 * <p>Seen with Kafka 4.4.0, about once in thirty kills under load. So its controller runs alone first, with a short session, until it has fenced the
 * broker: then nothing has a leader until the broker has registered, listens and is let in. Nor has it to wait any more for the session it had.
 */
final class KilledBroker {
    private static final Logger LOGGER = LoggerFactory.getLogger(KilledBroker.class);

    /** A line of the log. */
    static final String FENCED_NOW = "the broker was killed: its controller has fenced it, and it starts";

    /** Written by a broker that ends in an orderly way, and taken away by the next (Kafka's {@code CleanShutdownFileHandler}). */
    private static final String ORDERLY_END = ".kafka_cleanshutdown";

    private static final String METADATA = "__cluster_metadata-0";
    private static final String FENCED = "kafka.controller:type=KafkaController,name=FencedBrokerCount";

    /** A broker killed before it ever registered is never fenced: it has nothing that could go wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private KilledBroker() {}

    /** Has the broker of this folder fenced, if it was killed. Takes about two seconds then. */
    static void fence(Path data, int controllerPort, Map<String, String> broker) {
        if (Files.exists(data.resolve(METADATA)) && !Files.exists(data.resolve(ORDERLY_END))) {
            var controller =
                    new KafkaRaftServer(KafkaConfig.fromProps(controllerOf(broker, controllerPort)), Time.SYSTEM);
            controller.startup();
            try {
                if (awaitFenced()) {
                    LOGGER.warn(FENCED_NOW);
                } else {
                    LOGGER.warn(
                            "the broker was killed and is not fenced: it had not registered, or its controller does not work");
                }
            } finally {
                controller.shutdown();
                controller.awaitShutdown();
            }
        }
    }

    private static Properties controllerOf(Map<String, String> broker, int port) {
        var p = new Properties();
        p.putAll(broker);
        p.put("process.roles", "controller");
        p.put("listeners", "CONTROLLER://127.0.0.1:" + port);
        p.remove("advertised.listeners");
        p.remove("inter.broker.listener.name");
        p.put("broker.session.timeout.ms", "500");
        p.put("broker.heartbeat.interval.ms", "100");
        return p;
    }

    private static boolean awaitFenced() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        Instant end = Instant.now().plus(PATIENCE);
        while (fenced(beans) == 0) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            LockSupport.parkNanos(LOOK);
        }
        return true;
    }

    private static int fenced(MBeanServer beans) {
        try {
            return ((Number) beans.getAttribute(new ObjectName(FENCED), "Value")).intValue();
        } catch (JMException e) {
            throw new IllegalStateException("the controller does not tell " + FENCED, e);
        }
    }
}
