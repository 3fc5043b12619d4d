package io.opsbus.standalone;

import io.opsbus.standalone.front.Door;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the operator chose: command line first, environment second, what the last run of the data folder had third, default last.
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

    private static final Pattern KAFKA = Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");

    public Settings {
        if (externalKafka != null && !KAFKA.matcher(externalKafka).matches()) {
            throw new IllegalArgumentException("--kafka (" + ENV_KAFKA
                    + ") must be HOST:PORT, or several with commas between them, e.g. kafka.example:9092, was "
                    + externalKafka);
        }
        if (externalRegistry != null && !isUrl(externalRegistry)) {
            throw new IllegalArgumentException("--registry (" + ENV_REGISTRY
                    + ") must be the base URL of a registry's Confluent REST API, e.g. http://registry.example:8081, was "
                    + externalRegistry);
        }
        if (externalPostgres != null
                && !(externalPostgres.startsWith("jdbc:postgresql://") && externalPostgres.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "--postgres must be a server URL such as jdbc:postgresql://db.example:5432/ (with the last slash;"
                            + " OpsBus picks the databases), was " + externalPostgres);
        }
    }

    /**
     * Flags the operator gave; null where the flag is absent.
     *
     * @param embedded Kafka, registry and PostgreSQL are the embedded ones unless a flag names another, whatever environment and last run say
     * @param withAgent whether this machine becomes a managed instance
     */
    public record Flags(
            @Nullable Path data,
            @Nullable Integer portOffset,
            @Nullable String kafka,
            @Nullable String registry,
            @Nullable String postgres,
            boolean embedded,
            @Nullable Boolean withAgent) {
        /** Of a verb that is told the folder alone. */
        public static Flags in(@Nullable Path data) {
            return new Flags(data, null, null, null, null, false, null);
        }
    }

    /** Without a last run. */
    public static Settings of(Path home, Flags flags, Map<String, String> env) {
        return of(home, flags, env, Optional.empty());
    }

    /**
     * What is chosen. A variable that is set to nothing chooses the default.
     *
     * @param last what the last run of the same data folder had
     */
    public static Settings of(Path home, Flags flags, Map<String, String> env, Optional<Settings> last) {
        Ports before = last.map(Settings::ports).orElse(new Ports(0));
        Integer asked = flags.portOffset();
        int offset = asked != null ? asked : offset(env.getOrDefault(ENV_OFFSET, Integer.toString(before.offset())));
        return new Settings(
                home,
                data(home, flags, env),
                new Ports(offset, Door.of(env, before.door())),
                place(flags.kafka(), flags, env.get(ENV_KAFKA), last.map(Settings::externalKafka)),
                place(flags.registry(), flags, env.get(ENV_REGISTRY), last.map(Settings::externalRegistry)),
                place(flags.postgres(), flags, env.get(ENV_POSTGRES), last.map(Settings::externalPostgres)));
    }

    /** The data folder that is chosen. */
    public static Path data(Path home, Flags flags, Map<String, String> env) {
        Path asked = flags.data();
        String named = env.getOrDefault(ENV_DATA, "");
        return (asked != null ? asked : Path.of(named.isBlank() ? home + "/data" : named))
                .toAbsolutePath()
                .normalize();
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

    private static boolean isUrl(String text) {
        try {
            URI url = new URI(text);
            return url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
        } catch (URISyntaxException none) {
            return false;
        }
    }

    private static int offset(String text) {
        try {
            return text.isBlank() ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(ENV_OFFSET + " must be a number, was " + text, notANumber);
        }
    }

    private static @Nullable String place(
            @Nullable String flag, Flags flags, @Nullable String env, Optional<String> last) {
        if (flag != null) {
            return flag;
        }
        if (flags.embedded()) {
            return null;
        }
        if (env != null) {
            return env.isBlank() ? null : env;
        }
        return last.orElse(null);
    }
}
