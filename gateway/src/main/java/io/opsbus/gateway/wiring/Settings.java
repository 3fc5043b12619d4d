package io.opsbus.gateway.wiring;

import io.micronaut.core.value.PropertyResolver;
import io.opsbus.gateway.rpc.HandoverSettings;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.identity.OperatorToken;
import io.opsbus.seal.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * What the gateway can be told from outside, prefix {@code opsbus}; ports, bind address and https are elsewhere.
 *
 * @param backbone where Kafka, registry and PostgreSQL are
 * @param secrets what must not be guessed
 * @param handover how calls reach services
 * @param limits what holds under any load
 * @param queues what holds of calls of queues
 * @param builtIn the account an installation begins with, if any
 */
record Settings(
        Backbone backbone,
        Secrets secrets,
        HandoverSettings handover,
        Limits limits,
        Queues queues,
        Optional<BuiltIn> builtIn) {
    private static final String SERVICE = "opsbus.gateway.";

    /**
     * The servers.
     *
     * @param bootstrap of Kafka
     * @param replication copies of each topic this service creates
     * @param registryUrl base of a Confluent-compatible API
     * @param database JDBC URL
     */
    record Backbone(
            String bootstrap, short replication, String registryUrl, String database, String user, String password) {
        Backbone {
            require(!bootstrap.isBlank(), "opsbus.kafka.bootstrap", "must not be empty");
            require(replication >= 1, "opsbus.kafka.replication", "must be at least 1");
            require(registryUrl.startsWith("http"), "opsbus.registry.url", "must be an http(s) URL");
            require(database.startsWith("jdbc:postgresql:"), "opsbus.postgres.url", "must begin with jdbc:postgresql:");
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Backbone[" + bootstrap + ", " + registryUrl + ", " + database + ", " + user + "]";
        }
    }

    /** Keys and the operator's token; all three print nothing of themselves. */
    record Secrets(MasterKey master, InternalKey internal, OperatorToken operator) {}

    /**
     * Bounds.
     *
     * @param inFlight calls of one service at a time
     * @param perSecond calls of one account and action that may be sustained
     * @param burst calls of one account and action at once
     * @param nonces remembered at a time
     * @param auditPlaces records that wait for Kafka
     * @param keysPerAccount access keys of one account
     * @param connections to the database
     * @param remoteAdmin whether the operator may come from another machine
     */
    record Limits(
            int inFlight,
            int perSecond,
            int burst,
            int nonces,
            int auditPlaces,
            int keysPerAccount,
            int connections,
            boolean remoteAdmin) {
        Limits {
            require(inFlight >= 1, SERVICE + "in-flight", "must be at least 1");
            require(perSecond >= 1, SERVICE + "throttle.per-second", "must be at least 1");
            require(burst >= 1, SERVICE + "throttle.burst", "must be at least 1");
            require(nonces >= 128, SERVICE + "nonces", "must be at least 128");
            require(auditPlaces >= 1, SERVICE + "audit-places", "must be at least 1");
            require(keysPerAccount >= 1 && keysPerAccount <= 100, SERVICE + "keys-per-account", "must be 1 to 100");
            require(connections >= 3, SERVICE + "connections", "must be at least 3");
        }
    }

    /**
     * Bounds of calls of queues.
     *
     * @param perSecond calls of one account and operation that may be sustained
     * @param burst calls of one account and operation at once
     * @param waiting calls at a time that may wait for a message
     */
    record Queues(int perSecond, int burst, int waiting) {
        Queues {
            require(perSecond >= 1, SERVICE + "queues.per-second", "must be at least 1");
            require(burst >= 1, SERVICE + "queues.burst", "must be at least 1");
            require(waiting >= 1, SERVICE + "queues.waiting", "must be at least 1");
        }
    }

    /** The account an installation begins with. */
    record BuiltIn(String accountId, String accessKeyId, String accessKeySecret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "BuiltIn[" + accountId + ", " + accessKeyId + "]";
        }
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException when one is missing or cannot work; its message names the key
     */
    static Settings of(PropertyResolver from) {
        return new Settings(backbone(from), secrets(from), handover(from), limits(from), queues(from), builtIn(from));
    }

    private static Backbone backbone(PropertyResolver from) {
        String server = text(from, "opsbus.postgres.url", "jdbc:postgresql://127.0.0.1:15432/");
        require(server.endsWith("/"), "opsbus.postgres.url", "must end in /: the service adds its database's name");
        return new Backbone(
                text(from, "opsbus.kafka.bootstrap", "127.0.0.1:19092"),
                (short) number(from, "opsbus.kafka.replication", 1),
                text(from, "opsbus.registry.url", "http://127.0.0.1:18090/apis/ccompat/v7"),
                server + text(from, SERVICE + "database", "opsbus_gateway"),
                text(from, "opsbus.postgres.user", "postgres"),
                text(from, "opsbus.postgres.password", ""));
    }

    private static Secrets secrets(PropertyResolver from) {
        return new Secrets(
                master(from),
                read("opsbus.internal-key", () -> InternalKey.of(needed(from, "opsbus.internal-key"))),
                read(SERVICE + "operator-token", () -> new OperatorToken(needed(from, SERVICE + "operator-token"))));
    }

    private static MasterKey master(PropertyResolver from) {
        SecureRandom random = new SecureRandom();
        String file = text(from, SERVICE + "master-key-file", "");
        String key = text(from, SERVICE + "master-key", "");
        require(
                file.isEmpty() != key.isEmpty(),
                SERVICE + "master-key-file",
                "or " + SERVICE + "master-key must be set, and not both: they seal the secrets of access keys");
        try {
            return key.isEmpty()
                    ? MasterKey.ofFile(Path.of(file), random)
                    : read(SERVICE + "master-key", () -> MasterKey.ofBase64(key, random));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(SERVICE + "master-key-file: " + unreadable.getMessage(), unreadable);
        }
    }

    private static HandoverSettings handover(PropertyResolver from) {
        Duration limit = from.getProperty(SERVICE + "call-time", Duration.class).orElse(Duration.ofSeconds(10));
        require(limit.isPositive(), SERVICE + "call-time", "must be positive");
        return new HandoverSettings(
                read("opsbus.internal-key", () -> InternalKey.of(needed(from, "opsbus.internal-key"))),
                limit,
                text(from, "opsbus.default-region", "cn-hangzhou"));
    }

    private static Limits limits(PropertyResolver from) {
        return new Limits(
                number(from, SERVICE + "in-flight", 256),
                number(from, SERVICE + "throttle.per-second", 200),
                number(from, SERVICE + "throttle.burst", 400),
                number(from, SERVICE + "nonces", 750_000),
                number(from, SERVICE + "audit-places", 10_000),
                number(from, SERVICE + "keys-per-account", 5),
                number(from, SERVICE + "connections", 8),
                from.getProperty(SERVICE + "remote-admin", Boolean.class).orElse(false));
    }

    private static Queues queues(PropertyResolver from) {
        return new Queues(
                number(from, SERVICE + "queues.per-second", 5_000),
                number(from, SERVICE + "queues.burst", 10_000),
                number(from, SERVICE + "queues.waiting", 2_000));
    }

    private static Optional<BuiltIn> builtIn(PropertyResolver from) {
        String account = text(from, SERVICE + "built-in.account-id", "");
        return account.isEmpty()
                ? Optional.empty()
                : Optional.of(new BuiltIn(
                        account,
                        needed(from, SERVICE + "built-in.access-key-id"),
                        needed(from, SERVICE + "built-in.access-key-secret")));
    }

    private static String text(PropertyResolver from, String key, String unset) {
        return from.getProperty(key, String.class).orElse(unset);
    }

    private static String needed(PropertyResolver from, String key) {
        String value = text(from, key, "");
        require(!value.isEmpty(), key, "must be set (README.md of the gateway says how)");
        return value;
    }

    private static int number(PropertyResolver from, String key, int unset) {
        return from.getProperty(key, Integer.class).orElse(unset);
    }

    private static <T> T read(String key, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException wrong) {
            String message = String.valueOf(wrong.getMessage());
            throw message.startsWith("opsbus.") ? wrong : new IllegalArgumentException(key + ": " + message, wrong);
        }
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
