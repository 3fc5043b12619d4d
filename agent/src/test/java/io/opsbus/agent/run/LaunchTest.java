package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.Tasks;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LaunchTest {
    /** Guide 2.3.1: a script that names no folder. */
    @Test
    void withoutAFolderAScriptRunsInItsUsersHomeAndOnWindowsInTheAgentsFolder() throws Exception {
        assertThat(Launch.usual(false)).isEqualTo(Path.of(System.getProperty("user.home")));
        assertThat(Launch.usual(true)).isEqualTo(Path.of(System.getProperty("user.dir")));
        assertThat(Launch.check(Tasks.shell("t-1", "pwd")))
                .isInstanceOfSatisfying(
                        Launch.Checked.Ready.class,
                        ready -> assertThat(ready.directory()).isEqualTo(Launch.usual(Launch.WINDOWS)));
    }
}
