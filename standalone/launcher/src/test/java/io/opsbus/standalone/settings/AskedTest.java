package io.opsbus.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.RunSettings;
import io.opsbus.standalone.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedTest {
    private static final String OTHERS = "jdbc:postgresql://db:5432/";
    private static final Path HOME = Path.of("/checkout");

    @TempDir
    private Path data;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectory(data.resolve("run"));
    }

    private Settings.Flags nothing() {
        return Settings.Flags.in(data);
    }

    private Settings.Flags postgres(String url) {
        return new Settings.Flags(data, null, null, null, url, false, null);
    }

    private Settings.Flags embedded() {
        return new Settings.Flags(data, null, null, null, null, true, null);
    }

    private Asked ask(Settings.Flags flags, Map<String, String> env) throws IOException {
        return Asked.of(HOME, flags, env);
    }

    private void ran(Settings.Flags flags, Map<String, String> env) throws IOException {
        ask(flags, env).run().write();
    }

    @Test
    void whatIsNotSaidIsAsLastTime() throws IOException {
        ran(
                new Settings.Flags(data, 7, "k:9092", "http://r/", OTHERS, false, true),
                Map.of(
                        "OPSBUS_AGENTS_BIND", "0.0.0.0",
                        "OPSBUS_AGENTS_NAMES", "ops.example,10.0.0.5",
                        "OPSBUS_POSTGRES_USER", "team"));

        Asked plain = ask(nothing(), Map.of());

        assertThat(plain.run()).isEqualTo(plain.last().orElseThrow());
        assertThat(plain.refusal()).isEmpty();
        assertThat(plain.environment()).isEqualTo(Map.of("OPSBUS_POSTGRES_USER", "team", Asked.KEPT_NAMES, ""));
        assertThat(plain.notes())
                .singleElement()
                .asString()
                .startsWith("As last time: --kafka k:9092, --port-offset 7, "
                        + "--postgres " + OTHERS + ", --registry http://r/, --with-agent, OPSBUS_AGENTS_BIND=0.0.0.0, "
                        + "OPSBUS_AGENTS_NAMES=ops.example,10.0.0.5, OPSBUS_POSTGRES_USER=team (");
    }

    @Test
    void whatIsSaidIsSo() throws IOException {
        ran(
                new Settings.Flags(data, 7, null, null, null, false, true),
                Map.of("OPSBUS_AGENTS_BIND", "0.0.0.0", "OPSBUS_AGENTS_NAMES", "ops.example"));

        Asked other = ask(
                new Settings.Flags(data, 0, null, null, null, false, false),
                Map.of("OPSBUS_AGENTS_BIND", "", "OPSBUS_AGENTS_NAMES", ""));

        assertThat(other.run().settings().ports().offset()).isZero();
        assertThat(other.run().settings().ports().door().isAsked()).isFalse();
        assertThat(other.run().withAgent()).isFalse();
        assertThat(other.notes()).isEmpty();
    }

    @Test
    void anotherPlaceOfDataIsRefusedUnlessTheCommandLineSaysIt() throws IOException {
        ran(postgres(OTHERS), Map.of());

        assertThat(ask(nothing(), Map.of("OPSBUS_POSTGRES", "")).refusal())
                .startsWith("--postgres: it was " + OTHERS + " last time and is embedded now, by OPSBUS_POSTGRES.")
                .endsWith("to begin there: --embedded.");
        assertThat(ask(nothing(), Map.of("OPSBUS_KAFKA", "k:9092")).refusal())
                .startsWith("--kafka: it was embedded last time and is k:9092 now, by OPSBUS_KAFKA.")
                .endsWith("to begin there: --kafka k:9092.");
        assertThat(ask(nothing(), Map.of("OPSBUS_POSTGRES", OTHERS)).refusal()).isEmpty();

        Asked said = ask(embedded(), Map.of("OPSBUS_POSTGRES", OTHERS));
        assertThat(said.run().settings().externalPostgres()).isNull();
        assertThat(said.refusal()).isEmpty();
        assertThat(said.notes())
                .singleElement()
                .asString()
                .startsWith(
                        "NOTE  --postgres: it was " + OTHERS + " last time and is embedded now. What is kept there is"
                                + " not moved; back to it: ./opsbus up --postgres " + OTHERS);
    }

    @Test
    void aPasswordIsNotKeptAndItsLackIsNamed() throws IOException {
        ran(postgres(OTHERS), Map.of("OPSBUS_POSTGRES_PASSWORD", "hunter2"));

        assertThat(data.resolve("run/settings.json")).content().doesNotContain("hunter2");
        assertThat(ask(nothing(), Map.of()).refusal())
                .contains(
                        "OPSBUS_POSTGRES_PASSWORD is not set",
                        data.resolve("settings.env").toString());
        assertThat(ask(nothing(), Map.of("OPSBUS_POSTGRES_PASSWORD", "other")).refusal())
                .isEmpty();
        assertThat(ask(embedded(), Map.of()).refusal()).isEmpty();
    }

    @Test
    void whatIsKeptIsReadAndTheEnvironmentGoesBeforeIt() throws IOException {
        Path file = data.resolve("settings.env");
        SettingsFile.make(file);
        Files.writeString(file, "OPSBUS_PORT_OFFSET=3\nOPSBUS_EVENT_RECENT=kept\nOPSBUS_EVENT_KEYS=kept\n");

        Asked asked = ask(
                nothing(), Map.of("OPSBUS_EVENT_KEYS", "given", "OPSBUS_EVENT_TIMERS", "given", "OPSBUS_BIND", "::"));

        assertThat(asked.run().settings().ports().offset()).isEqualTo(3);
        assertThat(asked.environment())
                .isEqualTo(Map.of(
                        "OPSBUS_PORT_OFFSET",
                        "3",
                        "OPSBUS_EVENT_RECENT",
                        "kept",
                        Asked.KEPT_NAMES,
                        "OPSBUS_EVENT_RECENT,OPSBUS_PORT_OFFSET"));
        assertThat(asked.notes())
                .containsExactly(
                        "Not used, for up sets it itself: OPSBUS_BIND.",
                        "For this start only, unless it is kept in " + file + ": OPSBUS_EVENT_TIMERS.");
    }

    @Test
    void whatNoServiceReadsIsNamedWithWhatIsNear() throws IOException {
        Path file = data.resolve("settings.env");
        SettingsFile.make(file);
        Files.writeString(file, "OPSBUS_INVOCATION_SIMULATED_AGENT=secret\nOPSBUS_EVENT_RECENT=7\n");

        assertThat(ask(nothing(), Map.of("OPSBUS_EVENT_OF_NOTHING", "secret")).notes())
                .contains(
                        "NOTE  OPSBUS_INVOCATION_SIMULATED_AGENT is read by no service (没有服务读取该设置); is"
                                + " OPSBUS_INVOCATION_SIMULATED_AGENTS meant?",
                        "NOTE  OPSBUS_EVENT_OF_NOTHING is read by no service (没有服务读取该设置).")
                .noneMatch(note -> note.contains("secret") || note.contains("RECENT is read"));
    }

    @Test
    void aLineThatIsGoneIsADifference() throws IOException {
        Path file = data.resolve("settings.env");
        SettingsFile.make(file);
        Files.writeString(file, "OPSBUS_EVENT_RECENT=7\nOPSBUS_EVENT_KEYS=40d\n");
        ran(nothing(), Map.of());
        Map<String, String> running = new HashMap<>(ask(nothing(), Map.of()).environment());
        running.put("OPSBUS_EVENT_TIMERS", "of that start alone");
        assertThat(ask(nothing(), Map.of()).otherwise(running)).isEmpty();

        Files.writeString(file, "OPSBUS_EVENT_KEYS=40d\n");

        assertThat(ask(nothing(), Map.of()).otherwise(running))
                .containsExactly("OPSBUS_EVENT_RECENT: runs with what its line in " + file + " said, which is gone");
        assertThat(ask(nothing(), Map.of("OPSBUS_EVENT_RECENT", "7")).otherwise(running))
                .as("said in another way")
                .isEmpty();
    }

    @Test
    void whatRunsWithSomethingElseIsNamedWithoutSecrets() throws IOException {
        ran(nothing(), Map.of());

        Asked asked = ask(
                new Settings.Flags(data, 5, null, null, null, false, true),
                Map.of(
                        "OPSBUS_AGENTS_NAMES", "ops.example",
                        "OPSBUS_EVENT_A", "hunter2",
                        "OPSBUS_EVENT_B", "same"));

        assertThat(asked.otherwise(Map.of("OPSBUS_EVENT_A", "other", "OPSBUS_EVENT_B", "same")))
                .containsExactly(
                        "--port-offset: runs with 0, asked for 5",
                        "OPSBUS_AGENTS_NAMES: runs with none, asked for ops.example",
                        "--with-agent: runs with no, asked for yes",
                        "OPSBUS_EVENT_A: runs with another value");
        assertThat(ask(nothing(), Map.of()).otherwise(Map.of("OPSBUS_EVENT_A", "other")))
                .as("what is not said is not asked for")
                .isEmpty();
    }

    @Test
    void whatAnOlderReleaseKeptIsRead() throws IOException {
        Files.writeString(
                data.resolve("run/settings.json"),
                "{\"portOffset\":4,\"kafka\":null,\"registry\":null,\"postgres\":\"" + OTHERS + "\"}");

        RunSettings run = ask(nothing(), Map.of()).run();
        assertThat(run.settings().ports().offset()).isEqualTo(4);
        assertThat(run.settings().externalPostgres()).isEqualTo(OTHERS);
        assertThat(run.withAgent()).isFalse();
    }
}
