package io.opsbus.invocation.power;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.power.StubMachine.End;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threat 8, where the official agent runs a script: what is guarded ends, writes and is ended as it would be without the guard, and
 * powers nothing off. {@code sh} is dash on Debian, which stays between agent and script; bash goes out of the way.
 */
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "runs the guard with /bin/sh, as the agent on Linux does; Windows has no guard (ADR 16)")
class ShellGuardTest {
    private static final TaskId TASK = new TaskId("t-1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NOBODY = 65_534;
    /** For builds of whoever is not root, wherever they are: says that programs cannot look into each other. */
    private static final String SOME_NUMBER = "/proc/sys/kernel/pid_max";

    @TempDir
    private Path folder;

    private static byte[] guarded(String script) {
        return ShellGuard.around(TASK, script.getBytes(ISO_8859_1), SOME_NUMBER);
    }

    private static long meant(End end) {
        return ShellGuard.meant(TASK, end.code(), () -> end.output().getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"sh, 193", "sh, 194", "bash, 193", "bash, 194"})
    void anExitCodeThatPowersOffIsReportedAndNotCarriedOut(String shell, int code) throws Exception {
        var machine = new StubMachine(folder, shell);
        String script = "echo out\necho err >&2\nexit " + code;
        End end = machine.end(guarded(script));
        assertThat(machine.powered()).isEmpty();
        assertThat(meant(end)).isEqualTo(code);
        assertThat(end.output())
                .isEqualTo("out\nerr\n\nopsbus: exit code " + code + " of t-1 is reported and not carried out\n");
        assertThat(machine.end(script.getBytes(UTF_8)).code()).isEqualTo(code);
        assertThat(machine.powered()).as("the defence off").containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 64, 65, 66, 126, 127, 128, 137, 143, 192, 195, 254, 255})
    void everyOtherExitCodeIsTheScriptsOwn(int code) throws Exception {
        End end = new StubMachine(folder, "sh").end(guarded("exit " + code));
        assertThat(end).isEqualTo(new End(code, ""));
        assertThat(meant(end)).isEqualTo(code);
    }

    static Stream<String> scripts() {
        var long18 = new StringBuilder("echo begin\n");
        while (long18.length() < 18 * 1024) {
            long18.append("# nothing is said here, at some length\n");
        }
        var bytes = new StringBuilder("tail -c 512 \"$0\" | cksum; exit 3\n");
        for (int n = 0; n < 512; n++) {
            bytes.append((char) (n & 0xff));
        }
        return Stream.of(
                "",
                "echo no line end; exit 7",
                "#!/bin/sh\necho $#; echo \"${0##*/}\"\n",
                "#!/usr/bin/env bash\nset -eu\na=(1 2 3)\necho \"${#a[@]}\" \"${BASH_SOURCE[0]##*/}\"\nfalse\n",
                "#!/usr/bin/env -S awk -f\nBEGIN { print \"awk\"; exit 9 }",
                "#!/nowhere/at/all\necho",
                "cat <<'END'\n$0 `id` EOF \\\nEND\ncat <<END\n$((1 + 1))\nEND\n",
                "cat; echo after",
                "pwd; umask; env | grep -v -e ^_= -e ^SHLVL= -e ^PPID= | sort",
                "echo '\u00e9\u00ff'; printf '%s' \"'\\\"$\"",
                "echo a\r\nexit 3\r\n",
                "#!/bin/sh\r\necho a\r\n",
                "if then fi",
                "echo one; exec sh -c 'exit 5'",
                "trap 'exit 4' EXIT; exit 193",
                "(sleep 0.05; exit 193) & wait $!; exit 8",
                "echo \"$(echo >&2 in order)\"; kill -TERM $$",
                long18 + "echo end",
                bytes.toString());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void whatAScriptReadsWritesAndEndsWithIsAsWithoutTheGuard(String script) throws Exception {
        var machine = new StubMachine(folder, "sh");
        End plain = machine.end(script.getBytes(ISO_8859_1));
        End inside = machine.end(guarded(script));
        assertThat(inside.code()).as(inside.output()).isEqualTo(plain.code());
        assertThat(paths(inside.output())).isEqualTo(paths(plain.output()));
        assertThat(new StubMachine(folder, "bash").end(guarded(script)))
                .as("the same whatever the agent's sh is")
                .satisfies(end -> assertThat(end.code()).isEqualTo(plain.code()))
                .satisfies(end -> assertThat(paths(end.output())).isEqualTo(paths(plain.output())));
    }

    /** Only where a script lies is another place; and a shell's word for how its child ended is nobody's any more. */
    private static String paths(String output) {
        return output.replaceAll("\\S*/t-1\\.sh", "t-1.sh")
                .replaceAll("(sh|bash|t-1\\.sh): (line )?\\d+: ", "")
                .replace("exec: ", "")
                .replace("Terminated\n", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void whatTheAgentKillsTakesTheScriptWithItAndLeavesNothingBehind(String shell) throws Exception {
        assumeThat(Files.exists(Path.of("/usr/bin/setpriv"))).isTrue();
        var machine = new StubMachine(folder, shell);
        Process agents = machine.start(guarded("echo $$\nwhile :; do sleep 0.1; done"));
        ProcessHandle script = ProcessHandle.of(Long.parseLong(line(agents))).orElseThrow();
        assertThat(script.isAlive()).isTrue();
        assertThat(script.pid()).isNotEqualTo(agents.pid());
        agents.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !script.isAlive());
        await().atMost(PATIENCE).until(() -> machine.unfolded() == 0);
    }

    @Test
    void whoStopsTheGuardEndsWithAnotherCodeAndEndsToo() throws Exception {
        for (String shell : new String[] {"sh", "bash"}) {
            var machine = new StubMachine(folder, shell);
            for (String way : new String[] {"kill -KILL $PPID; sleep 1; exit 193", "kill -TERM $PPID; exit 193"}) {
                End end = machine.end(guarded(way));
                assertThat(end.code()).isIn(137, 143);
            }
            assertThat(machine.powered()).isEmpty();
            await().atMost(PATIENCE).until(() -> machine.unfolded() == 0);
        }
    }

    @Test
    void nothingIsLeftBesideAScriptThatHasEnded() throws Exception {
        var machine = new StubMachine(folder, "sh");
        machine.end(guarded("exit 193"));
        await().atMost(PATIENCE).until(() -> machine.unfolded() == 0);
        assertThat(machine.left()).isEmpty();
    }

    /** What a script starts and leaves behind is not the guard's either. */
    @Test
    void whatAScriptLeavesRunningGoesOn() throws Exception {
        var machine = new StubMachine(folder, "sh");
        End end = machine.end(guarded("sleep 60 >/dev/null 2>&1 & echo $!"));
        ProcessHandle left =
                ProcessHandle.of(Long.parseLong(end.output().strip())).orElseThrow();
        await().atMost(PATIENCE).until(() -> machine.unfolded() == 0);
        assertThat(left.isAlive()).isTrue();
        left.destroyForcibly();
    }

    /** The official agent does so when its disk is full, and in containers. */
    @Test
    void whereItIsInNoFileNothingIsRun() throws Exception {
        var machine = new StubMachine(folder, "sh");
        End end = machine.endWithoutFile(new String(guarded("echo ran; exit 193"), ISO_8859_1));
        assertThat(end.code()).isEqualTo(126);
        assertThat(end.output())
                .isEqualTo("\nopsbus: not run, for its exit code could not be guarded: it is in no file\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 126, 126", "'', 126, 126", "1, 65, 193", "2, 65, 193"})
    void whereItsUserCouldChangeTheGuardNothingIsRun(String scope, int told, int meant) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path tracing = Files.writeString(folder.resolve("ptrace_scope"), scope);
        End end = asNobody().end(ShellGuard.around(TASK, "id -u; exit 193".getBytes(UTF_8), tracing.toString()));
        assertThat(end.code()).isEqualTo(told);
        assertThat(meant(end)).isEqualTo(meant);
        assertThat(end.output()).contains(told == 126 ? "its user could change the guard" : "is reported");
    }

    private StubMachine asNobody() throws IOException, InterruptedException {
        if (new StubMachine(folder, "sh").end("id -u".getBytes(UTF_8)).output().equals("0\n")) {
            return new StubMachine(folder, "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "sh");
        }
        return new StubMachine(folder, "sh");
    }

    /** Who writes the line is believed, and could as well have ended with that code; another task's line in an output is not. */
    @Test
    void onlyItsOwnLineIsBelieved() {
        byte[] line = "\nopsbus: exit code 193 of t-1 is reported and not carried out\n".getBytes(UTF_8);
        assertThat(ShellGuard.meant(TASK, 65, () -> line)).isEqualTo(193);
        assertThat(ShellGuard.meant(new TaskId("t-2"), 65, () -> line)).isEqualTo(65);
        assertThat(ShellGuard.meant(TASK, 66, () -> line)).isEqualTo(66);
        assertThat(ShellGuard.meant(TASK, 0, () -> line)).isZero();
        assertThat(ShellGuard.meant(TASK, 65, () -> new byte[0])).isEqualTo(65);
    }

    private static String line(Process process) throws IOException {
        BufferedReader reader = process.inputReader();
        String line = reader.readLine();
        return line == null ? "" : line;
    }
}
