package io.opsbus.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.standalone.front.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings {@code up} was given, kept in the data folder so that {@code down} and {@code status} need no flags. */
public final class RunSettings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunSettings() {}

    public static void write(Settings settings) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("portOffset", settings.ports().offset());
        Door door = settings.ports().door();
        node.put("agentsBind", door.bind());
        door.names().forEach(node.putArray("agentsNames")::add);
        node.put("kafka", settings.externalKafka());
        node.put("registry", settings.externalRegistry());
        node.put("postgres", settings.externalPostgres());
        DataFolder.replace(new DataFolder(settings.data()).settingsFile(), JSON.writeValueAsString(node));
    }

    public static Optional<Settings> read(Path data, Path home) throws IOException {
        Path file = new DataFolder(data).settingsFile();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode node = JSON.readTree(file.toFile());
        return Optional.of(new Settings(
                home,
                data,
                new Ports(node.path("portOffset").asInt(), door(node)),
                text(node, "kafka"),
                text(node, "registry"),
                text(node, "postgres")));
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
