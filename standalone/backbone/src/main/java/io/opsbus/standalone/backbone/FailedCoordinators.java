package io.opsbus.standalone.backbone;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * How many partitions of {@code __consumer_offsets} have a coordinator that could not load them, and since when. Such a coordinator refuses its
 * consumer groups, and takes no part in transactions, until the partition has a new leader: in a cluster of one, until the broker starts again.
 *
 * <p>Seen with Kafka 4.4.0 on a busy machine: the broker starts again after a kill and is fenced, for its heartbeats come late, while it loads.
 * The load of the old leader epoch, done at last, makes the coordinator of the new one active, whose own load still runs: it writes, is found
 * to be out of step with its log, is loaded once more, and so on, until one of the loads fails with "New last written offset ... must be
 * greater than ...". Nothing tries again after that.
 */
final class FailedCoordinators {
    /** A coordinator that fails because its partition has just gone offline is loaded again when the partition is back: that takes less. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String BEAN = "kafka.server:type=group-coordinator-metrics,state=failed";
    private static final String ATTRIBUTE = "num-partitions";

    private final LongSupplier failed;
    private @Nullable Instant since;

    FailedCoordinators(LongSupplier failed) {
        this.failed = failed;
    }

    /**
     * Those of the broker in this JVM.
     *
     * @throws IllegalStateException if this version of Kafka does not count them there
     */
    static FailedCoordinators ofThisBroker() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        read(beans);
        return new FailedCoordinators(() -> read(beans));
    }

    private static long read(MBeanServer beans) {
        try {
            return ((Number) beans.getAttribute(new ObjectName(BEAN), ATTRIBUTE)).longValue();
        } catch (JMException e) {
            throw new IllegalStateException("the broker does not tell " + ATTRIBUTE + " of " + BEAN, e);
        }
    }

    /** Whether some have failed, at every call, for {@link #PATIENCE}. */
    boolean lasting(Instant now) {
        Instant first = since;
        if (failed.getAsLong() == 0) {
            since = null;
            return false;
        }
        if (first == null) {
            since = now;
            return false;
        }
        return !first.plus(PATIENCE).isAfter(now);
    }
}
