package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our agent is killed in its first start after a boot, and started again: what is for the boot runs once in it. That the machine was
 * booted is what the agent's own note makes it believe.
 */
@EnabledOnOs(
        value = OS.LINUX,
        disabledReason = "elsewhere than on Linux a boot is told otherwise, and shells are not everywhere")
class KilledAtBootTest {
    private static final Duration PATIENCE = StartedAgent.PATIENCE;
    private static final String NOTE = "boot-id";

    @TempDir
    Path folder;

    private StartedAgent machine;

    @BeforeEach
    void twoScriptsThatWaitForABoot() throws Exception {
        machine = new StartedAgent(folder);
        try (AgentProcess _ = machine.start()) {
            machine.run("echo every >>" + ran(), "RepeatMode", "EveryReboot");
            machine.run("echo next >>" + ran(), "RepeatMode", "NextRebootOnly");
            machine.awaitOther();
        }
        assertThat(ran()).doesNotExist();
        machine.home().note(NOTE, "the boot before");
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    private Path ran() {
        return folder.resolve("ran");
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void awaitBoth() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines(ran())).hasSize(2));
    }

    /** Started twice more, and once is enough. */
    private void assertEachRunsOnce() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (AgentProcess _ = machine.start()) {
                awaitBoth();
                machine.awaitOther();
            }
        }
        assertThat(lines(ran())).containsExactlyInAnyOrder("every", "next");
        assertThat(machine.home().note(NOTE)).isNotEqualTo("the boot before");
    }

    /** It has its list and begins with it; or what it began is over, and it has not said so. */
    @ParameterizedTest
    @ValueSource(strings = {"task begins", "task ended"})
    void whatIsForTheBootRunsOnce(String where) throws Exception {
        try (AgentProcess _ = AgentProcess.held(machine.home(), where)) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(lines(machine.home().folder().resolve(HeldAgent.HELD)))
                                    .hasSize(2));
        }
        assertThat(lines(ran())).hasSize(where.equals("task begins") ? 0 : 2);
        assertEachRunsOnce();
    }

    /** It could not write down in which boot it is, which is as if it was killed before. */
    @Test
    void aBootThatWasNotNotedIsOneThatWasBegun() throws Exception {
        Path inTheWay = Files.createDirectories(machine.home().folder().resolve(NOTE + ".new/full"));
        try (AgentProcess _ = machine.start()) {
            awaitBoth();
            machine.awaitOther();
        }
        Files.delete(inTheWay);
        assertThat(machine.home().note(NOTE)).isEqualTo("the boot before");
        assertEachRunsOnce();
    }
}
