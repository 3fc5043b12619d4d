package io.opsbus.event.wiring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this service can be told from outside, prefix {@code opsbus}. Its port and bind address are in
 * {@code event-service.yml}.
 *
 * @param kafka where Kafka is
 * @param registry where the schema registry is
 * @param postgres where PostgreSQL is
 * @param event settings of this service alone
 */
@ConfigurationProperties("opsbus")
public record Settings(
        @DefaultValue Kafka kafka,
        @DefaultValue Registry registry,
        @DefaultValue Postgres postgres,
        @DefaultValue Event event) {

    /**
     * Kafka.
     *
     * @param bootstrap {@code host:port[,host:port…]}
     * @param replication copies of each topic this service creates
     */
    public record Kafka(
            @DefaultValue("127.0.0.1:19092") String bootstrap,
            @DefaultValue("1") short replication) {
        /** Refuses what cannot work. */
        public Kafka {
            require(!bootstrap.isBlank(), "opsbus.kafka.bootstrap", "must not be empty");
            require(replication >= 1, "opsbus.kafka.replication", "must be at least 1");
        }
    }

    /**
     * Schema registry.
     *
     * @param url base of its Confluent-compatible API
     */
    public record Registry(
            @DefaultValue("http://127.0.0.1:18090/apis/ccompat/v7")
            String url) {
        /** Refuses what cannot work. */
        public Registry {
            require(url.startsWith("http"), "opsbus.registry.url", "must be an http(s) URL");
        }
    }

    /**
     * PostgreSQL.
     *
     * @param url base of the server's JDBC URLs, ends in {@code /}
     * @param user role of this service
     * @param password its password
     */
    public record Postgres(
            @DefaultValue("jdbc:postgresql://127.0.0.1:15432/")
            String url,

            @DefaultValue("postgres") String user,
            @DefaultValue("") String password) {
        /** Refuses what cannot work. */
        public Postgres {
            require(url.startsWith("jdbc:postgresql:"), "opsbus.postgres.url", "must begin with jdbc:postgresql:");
            require(url.endsWith("/"), "opsbus.postgres.url", "must end in /: the service adds its database's name");
        }

        @Override
        public String toString() {
            return "Postgres[url=" + url + ", user=" + user + "]";
        }
    }

    /**
     * This service.
     *
     * @param database name of its database
     * @param recent how many events of one account stay readable
     * @param connections most database connections
     * @param keys how long the identical event posted again is known as such
     */
    public record Event(
            @DefaultValue("opsbus_event") String database,
            @DefaultValue("1000") int recent,
            @DefaultValue("8") int connections,
            @DefaultValue("30d") Duration keys) {
        /** Refuses what cannot work. */
        public Event {
            require(!database.isBlank(), "opsbus.event.database", "must not be empty");
            require(recent >= 1, "opsbus.event.recent", "must be at least 1");
            require(connections >= 4, "opsbus.event.connections", "must be at least 4: the relay keeps one");
            require(keys.compareTo(Duration.ofDays(1)) >= 0, "opsbus.event.keys", "must be at least 1d");
        }
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
