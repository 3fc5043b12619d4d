package io.opsbus.invocation.wiring;

import static io.opsbus.rpc.micronaut.settings.GivenSettings.require;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.ManagedInstance.Farewell;
import io.opsbus.invocation.objectstore.StoreSettings;
import io.opsbus.invocation.power.PowerActions;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.wiring.output.OutputSettings;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.rpc.micronaut.settings.BusSettings;
import io.opsbus.rpc.micronaut.settings.GivenSettings;
import io.opsbus.rpc.micronaut.settings.PostgresSettings;
import io.opsbus.rpc.micronaut.settings.RpcSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in
 * {@code invocation-service/application.yml}.
 *
 * @param bus where Kafka and the schema registry are
 * @param postgres where PostgreSQL is
 * @param rpc how it is reached
 * @param neighbours the services it calls
 * @param work its limits
 * @param output the object store output is delivered to, {@code opsbus.invocation.oss.*}; null for none
 */
record Settings(
        BusSettings bus,
        PostgresSettings postgres,
        RpcSettings rpc,
        Neighbours neighbours,
        Work work,
        @Nullable StoreSettings output) {
    private static final PostgresSettings.Need DATABASE =
            new PostgresSettings.Need("opsbus.invocation", "opsbus_invocation", 16, 6, "relay and timers keep some");

    /**
     * Where the services are that it calls.
     *
     * @param commands {@code opsbus.command.url}, base URL of command-service; unless told on this machine, on
     *     {@code opsbus.command.port}
     * @param instances {@code opsbus.instance.url}, the same of instance-service, {@code opsbus.instance.port}
     */
    record Neighbours(URI commands, URI instances) {
        Neighbours {
            require(commands.toString().startsWith("http"), "opsbus.command.url", "must be an http(s) URL");
            require(instances.toString().startsWith("http"), "opsbus.instance.url", "must be an http(s) URL");
        }
    }

    /**
     * Invocations.
     *
     * @param regions {@code opsbus.regions}, where they may be
     * @param limits {@code opsbus.invocation.instances}, {@code opsbus.quota.max-axt-invocation-daily},
     *     {@code opsbus.invocation.content-bytes}, {@code opsbus.invocation.timeout},
     *     {@code opsbus.command.longest-timeout}, which command-service has too, {@code opsbus.invocation.kept},
     *     {@code opsbus.invocation.safe-parameters}, {@code opsbus.invocation.simulated-agents}
     * @param tasks {@code opsbus.invocation.delivery}, {@code opsbus.invocation.grace}, {@code opsbus.invocation.silence},
     *     {@code opsbus.invocation.output-bytes}, {@code opsbus.invocation.power-actions} and
     *     {@code opsbus.invocation.power-accounts}
     * @param managed {@code opsbus.invocation.leaving}, how long one is believed that was deregistered over the agents' wire;
     *     {@code opsbus.invocation.approval}, whether machines that register await an operator's approval
     * @param keys {@code opsbus.invocation.keys}, how long a repeated change is known as such
     */
    record Work(
            Set<RegionId> regions,
            InvocationLimits limits,
            TaskLimits tasks,
            ManagedInstance.Rules managed,
            Duration keys) {
        Work {
            regions = Set.copyOf(regions);
            require(!regions.isEmpty(), "opsbus.regions", "must name at least one region");
            require(keys.compareTo(Duration.ofDays(1)) >= 0, "opsbus.invocation.keys", "must be at least 1d");
        }
    }

    /**
     * Reads and checks them all.
     *
     * @throws IllegalArgumentException naming the first that cannot be used
     */
    static Settings of(PropertyResolver properties) {
        var given = new GivenSettings(properties);
        return new Settings(
                BusSettings.of(given),
                PostgresSettings.of(given, DATABASE),
                RpcSettings.of(given, "opsbus.invocation"),
                new Neighbours(given.service("opsbus.command", 18083), given.service("opsbus.instance", 18085)),
                new Work(
                        regions(given),
                        limits(given),
                        tasks(given),
                        managed(given),
                        given.duration("opsbus.invocation.keys", Duration.ofDays(1))),
                OutputSettings.of(properties));
    }

    /** Where output may be delivered. */
    Buckets buckets() {
        return output == null ? Buckets.NONE : output.buckets();
    }

    private static InvocationLimits limits(GivenSettings given) {
        InvocationLimits usual = InvocationLimits.DEFAULT;
        Duration kept = given.duration("opsbus.invocation.kept", usual.kept());
        require(
                kept.compareTo(Duration.ofDays(1)) >= 0,
                "opsbus.invocation.kept",
                "must be at least 1d: what is let go is counted no more, and the quota is of a day");
        int contentBytes = given.number("opsbus.invocation.content-bytes", usual.contentBytes());
        return new InvocationLimits(
                given.number("opsbus.invocation.instances", usual.instances()),
                given.number("opsbus.quota.max-axt-invocation-daily", usual.daily()),
                contentBytes,
                Math.max(contentBytes, usual.unkeptBytes()),
                new InvocationLimits.Timeouts(
                        given.duration(
                                "opsbus.invocation.timeout", usual.timeouts().usual()),
                        given.duration(
                                "opsbus.command.longest-timeout",
                                usual.timeouts().longest())),
                kept,
                given.flag("opsbus.invocation.safe-parameters", usual.safeParameters()),
                given.flag("opsbus.invocation.simulated-agents", usual.simulatedAgents()));
    }

    private static TaskLimits tasks(GivenSettings given) {
        TaskLimits usual = TaskLimits.DEFAULT;
        return new TaskLimits(
                given.duration("opsbus.invocation.delivery", usual.delivery()),
                given.duration("opsbus.invocation.grace", usual.grace()),
                given.duration("opsbus.invocation.silence", usual.silence()),
                given.number("opsbus.invocation.output-bytes", usual.outputBytes()),
                PowerActions.read(
                        given.text("opsbus.invocation.power-actions", "as-the-agent-does"),
                        given.words("opsbus.invocation.power-accounts", "")));
    }

    private static ManagedInstance.Rules managed(GivenSettings given) {
        Duration kept = given.duration("opsbus.invocation.leaving", Farewell.DEFAULT.kept());
        require(
                kept.compareTo(Farewell.USUAL_GRACE) > 0,
                "opsbus.invocation.leaving",
                "must be more than " + Farewell.USUAL_GRACE.toMinutes() + "m");
        boolean asks = given.flag("opsbus.invocation.approval", false);
        return new ManagedInstance.Rules(new Farewell(Farewell.USUAL_GRACE, kept), !asks);
    }

    private static Set<RegionId> regions(GivenSettings given) {
        return given.words("opsbus.regions", "cn-hangzhou").stream()
                .map(RegionId::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
