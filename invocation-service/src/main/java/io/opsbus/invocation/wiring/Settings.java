package io.opsbus.invocation.wiring;

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
import io.opsbus.rpc.identity.InternalKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in
 * {@code invocation-service/application.yml}.
 *
 * @param bus where Kafka and the schema registry are
 * @param postgres where PostgreSQL is
 * @param rpc how it is reached, and how it reaches other services
 * @param work its limits
 * @param output the object store output is delivered to, {@code opsbus.invocation.oss.*}; null for none
 */
record Settings(
        Bus bus,
        Postgres postgres,
        Rpc rpc,
        Work work,
        @Nullable StoreSettings output) {
    private static final String KEY = "opsbus.internal-key";

    /**
     * Kafka and the registry.
     *
     * @param bootstrap {@code opsbus.kafka.bootstrap}, {@code host:port[,host:port…]}
     * @param replication {@code opsbus.kafka.replication}, copies of each topic this service creates
     * @param registryUrl {@code opsbus.registry.url}, base of its Confluent-compatible API
     */
    record Bus(String bootstrap, short replication, String registryUrl) {
        Bus {
            require(!bootstrap.isBlank(), "opsbus.kafka.bootstrap", "must not be empty");
            require(replication >= 1, "opsbus.kafka.replication", "must be at least 1");
            require(registryUrl.startsWith("http"), "opsbus.registry.url", "must be an http(s) URL");
        }
    }

    /**
     * PostgreSQL.
     *
     * @param url {@code opsbus.postgres.url}, base of the server's JDBC URLs, ends in {@code /}
     * @param user {@code opsbus.postgres.user}
     * @param password {@code opsbus.postgres.password}
     * @param database {@code opsbus.invocation.database}
     * @param connections {@code opsbus.invocation.connections}, the most at once
     */
    record Postgres(String url, String user, String password, String database, int connections) {
        Postgres {
            require(url.startsWith("jdbc:postgresql:"), "opsbus.postgres.url", "must begin with jdbc:postgresql:");
            require(url.endsWith("/"), "opsbus.postgres.url", "must end in /: the service adds its database's name");
            require(!database.isBlank(), "opsbus.invocation.database", "must not be empty");
            require(
                    connections >= 6,
                    "opsbus.invocation.connections",
                    "must be at least 6: relay and timers keep some");
        }

        @Override
        public String toString() {
            return "Postgres[" + url + database + ", user " + user + "]";
        }
    }

    /**
     * Who calls whom.
     *
     * @param key {@code opsbus.internal-key}, shared by gateway and services; null when it is not set, and then no gateway
     *     can call this service
     * @param url {@code opsbus.invocation.url}, base URL the gateway calls; empty for the address it listens on
     * @param commands {@code opsbus.command.url}, base URL of command-service; unless told on this machine, on
     *     {@code opsbus.command.port}
     * @param instances {@code opsbus.instance.url}, the same of instance-service, {@code opsbus.instance.port}
     */
    record Rpc(@Nullable InternalKey key, String url, URI commands, URI instances) {
        Rpc {
            require(url.isEmpty() || url.startsWith("http"), "opsbus.invocation.url", "must be an http(s) URL");
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
     *     {@code opsbus.invocation.safe-parameters}
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
    static Settings of(PropertyResolver given) {
        return new Settings(
                new Bus(
                        text(given, "opsbus.kafka.bootstrap", "127.0.0.1:19092"),
                        given.getProperty("opsbus.kafka.replication", Short.class, (short) 1),
                        text(given, "opsbus.registry.url", "http://127.0.0.1:18090/apis/ccompat/v7")),
                new Postgres(
                        text(given, "opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:15432/"),
                        text(given, "opsbus.postgres.user", "postgres"),
                        text(given, "opsbus.postgres.password", ""),
                        text(given, "opsbus.invocation.database", "opsbus_invocation"),
                        number(given, "opsbus.invocation.connections", 16)),
                new Rpc(
                        key(given),
                        text(given, "opsbus.invocation.url", ""),
                        service(given, "opsbus.command", 18083),
                        service(given, "opsbus.instance", 18085)),
                new Work(
                        regions(text(given, "opsbus.regions", "cn-hangzhou")),
                        limits(given),
                        tasks(given),
                        managed(given),
                        duration(given, "opsbus.invocation.keys", Duration.ofDays(1))),
                OutputSettings.of(given));
    }

    /** Where output may be delivered. */
    Buckets buckets() {
        return output == null ? Buckets.NONE : output.buckets();
    }

    private static InvocationLimits limits(PropertyResolver given) {
        InvocationLimits usual = InvocationLimits.DEFAULT;
        int contentBytes = number(given, "opsbus.invocation.content-bytes", usual.contentBytes());
        return new InvocationLimits(
                number(given, "opsbus.invocation.instances", usual.instances()),
                number(given, "opsbus.quota.max-axt-invocation-daily", usual.daily()),
                contentBytes,
                Math.max(contentBytes, usual.unkeptBytes()),
                new InvocationLimits.Timeouts(
                        duration(
                                given,
                                "opsbus.invocation.timeout",
                                usual.timeouts().usual()),
                        duration(
                                given,
                                "opsbus.command.longest-timeout",
                                usual.timeouts().longest())),
                duration(given, "opsbus.invocation.kept", usual.kept()),
                given.getProperty("opsbus.invocation.safe-parameters", Boolean.class, usual.safeParameters()));
    }

    private static TaskLimits tasks(PropertyResolver given) {
        TaskLimits usual = TaskLimits.DEFAULT;
        return new TaskLimits(
                duration(given, "opsbus.invocation.delivery", usual.delivery()),
                duration(given, "opsbus.invocation.grace", usual.grace()),
                duration(given, "opsbus.invocation.silence", usual.silence()),
                number(given, "opsbus.invocation.output-bytes", usual.outputBytes()),
                PowerActions.read(
                        text(given, "opsbus.invocation.power-actions", "as-the-agent-does"),
                        words(text(given, "opsbus.invocation.power-accounts", ""))));
    }

    private static ManagedInstance.Rules managed(PropertyResolver given) {
        Duration kept = duration(given, "opsbus.invocation.leaving", Farewell.DEFAULT.kept());
        require(
                kept.compareTo(Farewell.USUAL_GRACE) > 0,
                "opsbus.invocation.leaving",
                "must be more than " + Farewell.USUAL_GRACE.toMinutes() + "m");
        boolean asks = given.getProperty("opsbus.invocation.approval", Boolean.class, false);
        return new ManagedInstance.Rules(new Farewell(Farewell.USUAL_GRACE, kept), !asks);
    }

    private static @Nullable InternalKey key(PropertyResolver given) {
        String base64 = text(given, KEY, "");
        if (base64.isBlank()) {
            return null;
        }
        try {
            return InternalKey.of(base64);
        } catch (IllegalArgumentException broken) {
            // no cause: the innermost message is the one a start that fails shows
            throw new IllegalArgumentException(KEY + ": " + broken.getMessage());
        }
    }

    private static URI service(PropertyResolver given, String prefix, int port) {
        return URI.create(text(given, prefix + ".url", "http://127.0.0.1:" + number(given, prefix + ".port", port)));
    }

    private static Set<RegionId> regions(String commaSeparated) {
        return words(commaSeparated).stream().map(RegionId::new).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> words(String commaSeparated) {
        return List.of(commaSeparated.split(",", -1)).stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String text(PropertyResolver given, String name, String usual) {
        return given.getProperty(name, String.class, usual);
    }

    private static int number(PropertyResolver given, String name, int usual) {
        return given.getProperty(name, Integer.class, usual);
    }

    private static Duration duration(PropertyResolver given, String name, Duration usual) {
        return given.getProperty(name, Duration.class, usual);
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
