package io.opsbus.standalone;

import io.opsbus.standalone.front.Door;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator chose: command line first, environment second, default last.
 *
 * @param home the checkout, where the built programs are
 * @param data the one folder that holds everything that must survive a restart
 * @param ports every listener
 * @param externalKafka bootstrap servers of an existing Kafka, null to run the embedded one
 * @param externalRegistry base URL of an existing Confluent-compatible registry, null to run Apicurio
 * @param externalPostgres server URL ending in "/" ({@code jdbc:postgresql://host:5432/}), null to run the embedded one
 */
public record Settings(
        Path home,
        Path data,
        Ports ports,
        @Nullable String externalKafka,
        @Nullable String externalRegistry,
        @Nullable String externalPostgres) {

    /** Environment names, as the README lists them. */
    public static final String ENV_DATA = "OPSBUS_DATA";

    public static final String ENV_OFFSET = "OPSBUS_PORT_OFFSET";
    public static final String ENV_KAFKA = "OPSBUS_KAFKA";
    public static final String ENV_REGISTRY = "OPSBUS_REGISTRY";
    public static final String ENV_POSTGRES = "OPSBUS_POSTGRES";
    public static final String ENV_POSTGRES_USER = "OPSBUS_POSTGRES_USER";
    public static final String ENV_POSTGRES_PASSWORD = "OPSBUS_POSTGRES_PASSWORD";

    public Settings {
        if (externalPostgres != null
                && !(externalPostgres.startsWith("jdbc:postgresql://") && externalPostgres.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "--postgres must be a server URL such as jdbc:postgresql://db.example:5432/ (with the last slash;"
                            + " OpsBus picks the databases), was " + externalPostgres);
        }
    }

    /** Flags the operator gave; null where the flag is absent. */
    public record Flags(
            @Nullable Path data,
            @Nullable Integer portOffset,
            @Nullable String kafka,
            @Nullable String registry,
            @Nullable String postgres) {}

    public static Settings of(Path home, Flags flags, Map<String, String> env) {
        Path data = flags.data() != null ? flags.data() : Path.of(env.getOrDefault(ENV_DATA, home + "/data"));
        int offset = flags.portOffset() != null ? flags.portOffset() : offset(env.getOrDefault(ENV_OFFSET, "0"));
        return new Settings(
                home,
                data.toAbsolutePath().normalize(),
                new Ports(offset, Door.of(env)),
                first(flags.kafka(), env.get(ENV_KAFKA)),
                first(flags.registry(), env.get(ENV_REGISTRY)),
                first(flags.postgres(), env.get(ENV_POSTGRES)));
    }

    public String kafkaBootstrap() {
        return externalKafka != null ? externalKafka : "127.0.0.1:" + ports.kafka();
    }

    public String registryUrl() {
        return externalRegistry != null
                ? externalRegistry
                : "http://127.0.0.1:" + ports.registry() + "/apis/ccompat/v7";
    }

    public String postgresUrl() {
        return externalPostgres != null ? externalPostgres : "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/";
    }

    private static int offset(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(ENV_OFFSET + " must be a number, was " + text, notANumber);
        }
    }

    private static @Nullable String first(@Nullable String flag, @Nullable String env) {
        if (flag != null) {
            return flag;
        }
        return env == null || env.isBlank() ? null : env;
    }
}
