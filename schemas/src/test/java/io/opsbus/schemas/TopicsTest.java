package io.opsbus.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.schemas.ecs.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final Path TABLE = Path.of("..", "docs", "topics.md");
    private static final List<String> MODULES = List.of(
            "command-service",
            "event-service",
            "gateway",
            "instance-service",
            "invocation-service",
            "notifier-service",
            "queue-service",
            Tellers.ALL);

    @Test
    void theTableInTheDocumentsIsTheOneInTheCode() throws IOException {
        if (Boolean.getBoolean("opsbus.docs.write")) {
            Files.writeString(TABLE, table());
        }
        assertThat(Files.readString(TABLE))
                .as("rewrite it with -Dtest=TopicsTest -Dopsbus.docs.write=true")
                .isEqualTo(table());
    }

    /** By the sources: who tells a topic names it, and one that nobody tells is named by no service. */
    @Test
    void whoTellsATopicIsWhoTheTableSays() throws IOException {
        for (Topic<?> topic : Topics.ALL) {
            List<String> naming = new ArrayList<>();
            for (String module : MODULES) {
                if (Pattern.compile(Pattern.quote(Tellers.constant(topic)) + "\\b")
                        .matcher(sources(module))
                        .find()) {
                    naming.add(module);
                }
            }
            assertThat(naming).as(topic.name()).containsAll(Tellers.of(topic));
            if (Tellers.of(topic).isEmpty()) {
                assertThat(naming).as(topic.name()).isEmpty();
            }
        }
    }

    /** Everything a module's main code says. */
    private static String sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
            var all = new StringBuilder();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    void everyFamilyHasATopicOfItsOwn() {
        assertThat(Stream.of(EventFamily.values()).map(EventFamily::topic))
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(Topics.ALL.stream()
                        // compacted ones hold states, not events
                        .filter(topic -> topic.name().startsWith("ecs.") && topic.cleanup() == Topic.Cleanup.DELETE)
                        // what consumers and dashboards follow; the guide has no notification of it
                        .filter(topic -> !topic.name().startsWith("ecs.invocation."))
                        .collect(Collectors.toList()));
    }

    @Test
    void attemptsAreCutLikeDeliveries() {
        assertThat(Topics.ATTEMPTS.partitions()).isEqualTo(Topics.DELIVERIES.partitions());
    }

    @Test
    void everySchemaAndEveryFieldIsDescribed() {
        assertThat(Level.SCHEMA$.getDoc()).isNotBlank();
        Topics.ALL.forEach(topic -> assertDescribed(topic.schema()));
    }

    @Test
    void everyFamilyHasTheSameEnvelope() {
        List<String> fields = List.of(
                "ver",
                "id",
                "product",
                "resourceId",
                "level",
                "name",
                "userId",
                "eventTime",
                "regionId",
                "instanceName",
                "content");
        for (EventFamily family : EventFamily.values()) {
            assertThat(family.topic().schema().getFields())
                    .extracting(Schema.Field::name)
                    .isEqualTo(fields);
            assertThat(family.freshContent().getSchema())
                    .isEqualTo(family.topic().schema().getField("content").schema());
        }
    }

    @Test
    void theOnlyUnionsAreWithNull() {
        for (Topic<?> topic : Topics.ALL) {
            for (Schema.Field field : topic.schema().getFields()) {
                if (field.schema().isUnion()) {
                    assertThat(field.schema().getTypes())
                            .as("%s.%s", topic, field.name())
                            .hasSize(2);
                    assertThat(field.schema().getTypes().getFirst().getType()).isEqualTo(Schema.Type.NULL);
                    assertThat(field.hasDefaultValue()).isTrue();
                }
            }
        }
    }

    private static void assertDescribed(Schema schema) {
        assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
        for (Schema.Field field : schema.getFields()) {
            assertThat(field.doc())
                    .as(schema.getFullName() + "." + field.name())
                    .isNotBlank();
            Schema inside = field.schema().getType() == Schema.Type.ARRAY
                    ? field.schema().getElementType()
                    : field.schema();
            if (inside.getType() == Schema.Type.RECORD) {
                assertDescribed(inside);
            }
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("""
                # Topics

                Made from `schemas/src/main/java/io/opsbus/schemas/Topics.java`; a test fails when the two differ.
                Keys are UTF-8 text, values Avro in the Confluent wire format (`schemas/README.md`).

                *Told by* is who writes a topic of its own accord. Any event may also be posted to event-service (`POST /events`, the guide's JSON); of those
                that nobody tells yet that is the only way. How to read them: `schemas/README.md`.

                | topic | told by | key | value | partitions | retention | cleanup |
                |---|---|---|---|---|---|---|
                """);
        for (Topic<?> topic : Topics.ALL) {
            table.append("| `%s` | %s | %s | `%s` | %d | %d days | %s |%n"
                    .formatted(
                            topic.name(),
                            Tellers.words(topic),
                            topic.key(),
                            topic.valueType().getName(),
                            topic.partitions(),
                            topic.retention().toDays(),
                            topic.cleanup().word()));
        }
        table.append("\nWhat each value means:\n\n");
        for (Topic<?> topic : Topics.ALL) {
            table.append("- `").append(topic.name()).append("`: ");
            table.append(topic.schema().getDoc()).append('\n');
        }
        return table.toString();
    }
}
