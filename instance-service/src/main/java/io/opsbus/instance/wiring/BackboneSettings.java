package io.opsbus.instance.wiring;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/** Where Kafka, the schema registry and PostgreSQL are; the same keys as of every service. */
final class BackboneSettings {
    private BackboneSettings() {}

    /**
     * Kafka.
     *
     * @param bootstrap {@code host:port[,host:port…]}
     * @param replication copies of each topic this service creates
     */
    @ConfigurationProperties("opsbus.kafka")
    record Kafka(
            @Bindable(defaultValue = "127.0.0.1:19092") String bootstrap,
            @Bindable(defaultValue = "1") short replication) {
        /** Refuses what cannot work. */
        Kafka {
            require(!bootstrap.isBlank(), "opsbus.kafka.bootstrap", "must not be empty");
            require(replication >= 1, "opsbus.kafka.replication", "must be at least 1");
        }
    }

    /**
     * Schema registry.
     *
     * @param url base of its Confluent-compatible API
     */
    @ConfigurationProperties("opsbus.registry")
    record Registry(
            @Bindable(defaultValue = "http://127.0.0.1:18090/apis/ccompat/v7")
            String url) {
        /** Refuses what cannot work. */
        Registry {
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
    @ConfigurationProperties("opsbus.postgres")
    record Postgres(
            @Bindable(defaultValue = "jdbc:postgresql://127.0.0.1:15432/")
            String url,

            @Bindable(defaultValue = "postgres") String user,
            @Bindable(defaultValue = "") String password) {
        /** Refuses what cannot work. */
        Postgres {
            require(url.startsWith("jdbc:postgresql:"), "opsbus.postgres.url", "must begin with jdbc:postgresql:");
            require(url.endsWith("/"), "opsbus.postgres.url", "must end in /: the service adds its database's name");
        }

        @Override
        public String toString() {
            return "Postgres[url=" + url + ", user=" + user + "]";
        }
    }

    static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
