package io.opsbus.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @Test
    void aResultSaysWhereAndWhenAndHoldsEveryPart(@TempDir Path folder) throws IOException {
        var result = new ResultFile(folder, folder, "clients", Instant.parse("2026-01-02T03:04:05Z"));
        result.put("runs", List.of(new Machine(2, "a cpu", "a kernel", "a jdk", 1024)));

        Path file = result.write();

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(file.getFileName()).hasToString("clients-20260102-030405.json");
        assertThat(json.path("started").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.path("machine").path("cores").asInt()).isPositive();
        assertThat(json.path("loadAverageBefore").asText()).isNotEmpty();
        assertThat(json.path("runs").get(0).path("cpu").asText()).isEqualTo("a cpu");
    }
}
