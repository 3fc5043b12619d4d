package io.opsbus.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the current schemas against every released one in {@code history/<version>/<topic>/}. A release is written by
 * {@code -Dtest=SchemaHistoryTest -Dopsbus.history.write=<version>} and never changed afterwards.
 */
class SchemaHistoryTest {
    private static final Path HISTORY = Path.of("history");

    @Test
    void everyTopicHasAReleasedSchema() throws IOException {
        String version = System.getProperty("opsbus.history.write", "");
        if (!version.isEmpty()) {
            write(HISTORY.resolve(version));
        }
        for (Topic<?> topic : Topics.ALL) {
            assertThat(released(topic)).as("released schemas of %s", topic).isNotEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> oldAndNewReadEachOther() {
        return Topics.ALL.stream()
                .flatMap(topic -> released(topic).stream()
                        .map(file -> DynamicTest.dynamicTest(
                                HISTORY.relativize(file).toString(), () -> readEachOther(topic, file))));
    }

    private static void readEachOther(Topic<?> topic, Path file) throws IOException {
        Schema old = new Schema.Parser().parse(file.toFile());

        assertThat(old.getFullName()).isEqualTo(topic.schema().getFullName());
        assertReads(topic.schema(), old);
        assertReads(old, topic.schema());
    }

    private static void assertReads(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        assertThat(result.getCompatibility())
                .as("%s", result.getIncompatibilities())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    private static List<Path> released(Topic<?> topic) {
        try (Stream<Path> files = Files.walk(HISTORY)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.startsWith(
                            HISTORY.resolve(HISTORY.relativize(file).getName(0)).resolve(topic.name())))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Path version) throws IOException {
        for (Topic<?> topic : Topics.ALL) {
            Path folder = Files.createDirectories(version.resolve(topic.name()));
            Files.writeString(
                    folder.resolve(topic.schema().getName() + ".avsc"),
                    SchemaFormatter.format("json/pretty", topic.schema()) + "\n");
        }
    }
}
