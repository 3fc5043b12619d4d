package io.opsbus.command.wiring;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.command.CommandLimits;
import io.opsbus.command.RegionId;
import io.opsbus.rpc.identity.InternalKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in
 * {@code command-service/application.yml}.
 *
 * @param bus where Kafka and the schema registry are
 * @param postgres where PostgreSQL is
 * @param rpc how it is reached
 * @param catalogue its limits
 */
record Settings(Bus bus, Postgres postgres, Rpc rpc, Catalogue catalogue) {
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
     * @param database {@code opsbus.command.database}
     * @param connections {@code opsbus.command.connections}, the most at once
     */
    record Postgres(String url, String user, String password, String database, int connections) {
        Postgres {
            require(url.startsWith("jdbc:postgresql:"), "opsbus.postgres.url", "must begin with jdbc:postgresql:");
            require(url.endsWith("/"), "opsbus.postgres.url", "must end in /: the service adds its database's name");
            require(!database.isBlank(), "opsbus.command.database", "must not be empty");
            require(connections >= 4, "opsbus.command.connections", "must be at least 4: the relay keeps one");
        }

        @Override
        public String toString() {
            return "Postgres[" + url + database + ", user " + user + "]";
        }
    }

    /**
     * How the gateway reaches this service.
     *
     * @param key {@code opsbus.internal-key}, shared by gateway and services; null when it is not set, and then no gateway
     *     can call this service
     * @param url {@code opsbus.command.url}, base URL the gateway calls; empty for the address it listens on
     */
    record Rpc(@Nullable InternalKey key, String url) {
        Rpc {
            require(url.isEmpty() || url.startsWith("http"), "opsbus.command.url", "must be an http(s) URL");
        }
    }

    /**
     * The catalogue.
     *
     * @param regions {@code opsbus.regions}, where commands may lie
     * @param limits {@code opsbus.quota.max-axt-command-count}, {@code opsbus.command.content-bytes},
     *     {@code opsbus.command.timeout}, {@code opsbus.command.longest-timeout}
     * @param keys {@code opsbus.command.keys}, how long a repeated change is known as such
     */
    record Catalogue(Set<RegionId> regions, CommandLimits limits, Duration keys) {
        Catalogue {
            regions = Set.copyOf(regions);
            require(!regions.isEmpty(), "opsbus.regions", "must name at least one region");
            require(keys.compareTo(Duration.ofDays(1)) >= 0, "opsbus.command.keys", "must be at least 1d");
        }
    }

    /**
     * Reads and checks them all.
     *
     * @throws IllegalArgumentException naming the first that cannot be used
     */
    static Settings of(PropertyResolver given) {
        CommandLimits usual = CommandLimits.DEFAULT;
        return new Settings(
                new Bus(
                        text(given, "opsbus.kafka.bootstrap", "127.0.0.1:19092"),
                        given.getProperty("opsbus.kafka.replication", Short.class, (short) 1),
                        text(given, "opsbus.registry.url", "http://127.0.0.1:18090/apis/ccompat/v7")),
                new Postgres(
                        text(given, "opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:15432/"),
                        text(given, "opsbus.postgres.user", "postgres"),
                        text(given, "opsbus.postgres.password", ""),
                        text(given, "opsbus.command.database", "opsbus_command"),
                        given.getProperty("opsbus.command.connections", Integer.class, 8)),
                new Rpc(key(given), text(given, "opsbus.command.url", "")),
                new Catalogue(
                        regions(text(given, "opsbus.regions", "cn-hangzhou")),
                        new CommandLimits(
                                given.getProperty(
                                        "opsbus.quota.max-axt-command-count", Integer.class, usual.commands()),
                                given.getProperty("opsbus.command.content-bytes", Integer.class, usual.contentBytes()),
                                duration(given, "opsbus.command.timeout", usual.defaultTimeout()),
                                duration(given, "opsbus.command.longest-timeout", usual.longestTimeout())),
                        duration(given, "opsbus.command.keys", Duration.ofDays(30))));
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

    private static Set<RegionId> regions(String commaSeparated) {
        return List.of(commaSeparated.split(",", -1)).stream()
                .map(String::strip)
                .filter(region -> !region.isEmpty())
                .map(RegionId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String text(PropertyResolver given, String name, String usual) {
        return given.getProperty(name, String.class, usual);
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
