package io.opsbus.queue.wiring;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.rpc.identity.InternalKey;
import org.jspecify.annotations.Nullable;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in
 * {@code queue-service/application.yml}.
 *
 * @param bus where Kafka and the schema registry are
 * @param postgres where PostgreSQL is
 * @param rpc how it is reached
 * @param limits what holds under any load
 */
record Settings(Bus bus, Postgres postgres, Rpc rpc, Limits limits) {
    private static final String KEY = "opsbus.internal-key";
    private static final String SERVICE = "opsbus.queue.";

    /**
     * Kafka and the registry; routes are told there, and nothing else.
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
     * @param database {@code opsbus.queue.database}
     * @param connections {@code opsbus.queue.connections}, the most at once
     */
    record Postgres(String url, String user, String password, String database, int connections) {
        Postgres {
            require(url.startsWith("jdbc:postgresql:"), "opsbus.postgres.url", "must begin with jdbc:postgresql:");
            require(url.endsWith("/"), "opsbus.postgres.url", "must end in /: the service adds its database's name");
            require(!database.isBlank(), SERVICE + "database", "must not be empty");
            require(connections >= 2, SERVICE + "connections", "must be at least 2");
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
     * @param url {@code opsbus.queue.url}, base URL the gateway calls; empty for the address it listens on
     */
    record Rpc(@Nullable InternalKey key, String url) {
        Rpc {
            require(url.isEmpty() || url.startsWith("http"), SERVICE + "url", "must be an http(s) URL");
        }
    }

    /**
     * Bounds.
     *
     * @param queues {@code opsbus.queue.queues-per-account}
     * @param waiting {@code opsbus.queue.waiting}, receivers that wait at a time; one more is answered at once
     * @param waitingForOne {@code opsbus.queue.waiting-for-one}, receivers that wait for one queue at a time
     */
    record Limits(int queues, int waiting, int waitingForOne) {
        Limits {
            require(queues >= 1, SERVICE + "queues-per-account", "must be at least 1");
            require(waiting >= 0, SERVICE + "waiting", "must be at least 0");
            require(waitingForOne >= 0, SERVICE + "waiting-for-one", "must be at least 0");
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
                        text(given, SERVICE + "database", "opsbus_queue"),
                        number(given, SERVICE + "connections", 8)),
                new Rpc(key(given), text(given, SERVICE + "url", "")),
                new Limits(
                        number(given, SERVICE + "queues-per-account", 1_000),
                        number(given, SERVICE + "waiting", 10_000),
                        number(given, SERVICE + "waiting-for-one", 1_000)));
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

    private static String text(PropertyResolver given, String name, String usual) {
        return given.getProperty(name, String.class, usual);
    }

    private static int number(PropertyResolver given, String name, int usual) {
        return given.getProperty(name, Integer.class, usual);
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
