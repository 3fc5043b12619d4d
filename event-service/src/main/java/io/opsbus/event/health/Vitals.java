package io.opsbus.event.health;

import io.opsbus.event.cycle.SystemEvent.Published;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an instance.
 *
 * @param power where it is in its own life cycle
 * @param since when it came there
 * @param agent what was heard of its agent
 * @param watched whether its provider itself sees how it does; a machine known by its agent alone is not
 * @param events its open events and those of its disks
 * @param checks what checks found
 */
public record Vitals(
        Power power, Instant since, Agent agent, boolean watched, List<Published> events, List<Check> checks) {
    /** Keeps its own copies. */
    public Vitals {
        events = List.copyOf(events);
        checks = List.copyOf(checks);
    }

    /** Whether an instance could be healthy at all (guide 5.2: 不同于实例的生命周期状态). */
    public enum Power {
        /** Pending or Starting. */
        COMING,
        RUNNING,
        /** Stopping, Stopped or released. */
        OFF
    }

    /**
     * The agent in the instance.
     *
     * @param heard when it was last heard of; null for never
     */
    public record Agent(@Nullable Instant heard) {
        /** An instance without one. */
        public static final Agent NEVER_SEEN = new Agent(null);
    }

    /**
     * What a check of network, software or hardware found (guide 5.2: 网络配置的异常活动、软件崩溃和硬件使用情况).
     *
     * @param name for people
     * @param finding how bad
     */
    public record Check(String name, Finding finding) {
        /** How bad. */
        public enum Finding {
            GOOD,
            DOUBTFUL,
            BAD
        }
    }
}
