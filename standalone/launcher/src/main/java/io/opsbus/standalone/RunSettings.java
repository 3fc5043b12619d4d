package io.opsbus.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.standalone.front.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code up} runs with, kept in the data folder: {@code down} and {@code status} need no flags, and the next {@code up} takes it
 * for its default.
 *
 * @param settings where everything is
 * @param withAgent whether this machine is a managed instance
 * @param postgresUser of an existing PostgreSQL; empty when none was named
 * @param hasPostgresPassword whether a password was given for it; the password itself is not kept
 */
public record RunSettings(Settings settings, boolean withAgent, String postgresUser, boolean hasPostgresPassword) {
    /** What stands for an address where the embedded program is meant. */
    public static final String EMBEDDED = "embedded";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is asked for, and of what is not, what the last run had. */
    public static RunSettings of(Path home, Settings.Flags flags, Map<String, String> env, Optional<RunSettings> last) {
        Settings settings = Settings.of(home, flags, env, last.map(RunSettings::settings));
        Boolean agent = flags.withAgent();
        boolean withAgent =
                agent != null ? agent : last.map(RunSettings::withAgent).orElse(false);
        if (settings.externalPostgres() == null) {
            return new RunSettings(settings, withAgent, "", false);
        }
        return new RunSettings(
                settings,
                withAgent,
                env.getOrDefault(
                        Settings.ENV_POSTGRES_USER,
                        last.map(RunSettings::postgresUser).orElse("")),
                !env.getOrDefault(Settings.ENV_POSTGRES_PASSWORD, "").isEmpty());
    }

    /** Each of them, by the flag or the variable that says it. */
    public Map<String, String> told() {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("--port-offset", Integer.toString(settings.ports().offset()));
        told.put("--kafka", place(settings.externalKafka()));
        told.put("--registry", place(settings.externalRegistry()));
        told.put("--postgres", place(settings.externalPostgres()));
        told.put(Settings.ENV_POSTGRES_USER, postgresUser);
        told.put(Door.ENV_BIND, settings.ports().door().bind());
        told.put(Door.ENV_NAMES, String.join(",", settings.ports().door().names()));
        told.put("--with-agent", withAgent ? "yes" : "no");
        return told;
    }

    private static String place(@Nullable String external) {
        return external == null ? EMBEDDED : external;
    }

    /** Keeps it in its data folder. */
    public void write() throws IOException {
        DataFolder.keep(new DataFolder(settings.data()).settingsFile(), json());
    }

    /** As it is kept. */
    public String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("portOffset", settings.ports().offset());
        Door door = settings.ports().door();
        node.put("agentsBind", door.bind());
        door.names().forEach(node.putArray("agentsNames")::add);
        node.put("kafka", settings.externalKafka());
        node.put("registry", settings.externalRegistry());
        node.put("postgres", settings.externalPostgres());
        node.put("postgresUser", postgresUser);
        node.put("postgresPassword", hasPostgresPassword);
        node.put("withAgent", withAgent);
        return node.toString();
    }

    /** The places alone. */
    public static Optional<Settings> read(Path data, Path home) throws IOException {
        return last(data, home).map(RunSettings::settings);
    }

    /** What runs in the data folder, or ran last; empty when nothing ever did. */
    public static Optional<RunSettings> last(Path data, Path home) throws IOException {
        Path file = new DataFolder(data).settingsFile();
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        JsonNode node;
        try {
            node = JSON.readTree(file.toFile());
        } catch (JsonProcessingException damaged) {
            throw new IOException(
                    file + " cannot be read: it is damaged. Delete it, and say again what up is to run with.", damaged);
        }
        Settings settings = new Settings(
                home,
                data,
                new Ports(node.path("portOffset").asInt(), door(node)),
                text(node, "kafka"),
                text(node, "registry"),
                text(node, "postgres"));
        return Optional.of(new RunSettings(
                settings,
                node.path("withAgent").asBoolean(),
                node.path("postgresUser").asText(),
                node.path("postgresPassword").asBoolean()));
    }

    private static Door door(JsonNode node) {
        String bind = node.path("agentsBind").asText(Door.OF_THIS_MACHINE.bind());
        List<String> names =
                node.path("agentsNames").valueStream().map(JsonNode::asText).toList();
        return new Door(bind, names);
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).asText() : null;
    }
}
