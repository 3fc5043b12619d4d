package io.opsbus.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings {@code up} was given, kept in the data folder so that {@code down} and {@code status} need no flags. */
public final class RunSettings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunSettings() {}

    public static void write(Settings settings) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("portOffset", settings.ports().offset());
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
                new Ports(node.path("portOffset").asInt()),
                text(node, "kafka"),
                text(node, "registry"),
                text(node, "postgres")));
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).asText() : null;
    }
}
