package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.Tasks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchTest {
    /** Guide 2.3.1: a script that names no folder. */
    @Test
    void withoutAFolderAScriptRunsInItsUsersHomeAndOnWindowsInTheAgentsFolder() throws Exception {
        assertThat(Launch.usual(false)).isEqualTo(Path.of(System.getProperty("user.home")));
        assertThat(Launch.usual(true)).isEqualTo(Path.of(System.getProperty("user.dir")));
        assertThat(Launch.check(Tasks.shell("t-1", "pwd"), Users.here()))
                .isInstanceOfSatisfying(
                        Launch.Checked.Ready.class,
                        ready -> assertThat(ready.directory()).isEqualTo(Launch.usual(Launch.WINDOWS)));
    }

    private static Launch.Checked onWindows(String type) {
        return Launch.onWindows(
                type, "echo 1\n".getBytes(StandardCharsets.UTF_8), Path.of("/"), StandardCharsets.UTF_8);
    }

    private static List<String> words(String type, String script) {
        return onWindows(type) instanceof Launch.Checked.Ready ready ? ready.words(Path.of(script), false) : List.of();
    }

    @Test
    void onWindowsABatchFileIsCalledByCmdWithItsPathInQuotes() {
        assertThat(words("RunBatScript", "/R&D (x86)/t-1.bat"))
                .containsExactly("cmd", "/d", "/c", "call", "\"/R&D (x86)/t-1.bat\"");
    }

    @Test
    void onWindowsPowerShellRunsAFileWhateverTheMachinesPolicy() {
        assertThat(words("RunPowerShellScript", "/a b/t-1.ps1"))
                .containsExactly(
                        "powershell", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", "/a b/t-1.ps1");
    }

    @Test
    void onWindowsNoShellRuns() {
        assertThat(onWindows("RunShellScript"))
                .isInstanceOfSatisfying(
                        Launch.Checked.Cannot.class,
                        cannot -> assertThat(cannot.failure().code()).isEqualTo(-2));
        assertThat(onWindows("RunRubyScript")).isInstanceOf(Launch.Checked.Invalid.class);
    }
}
