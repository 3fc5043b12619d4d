package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code agent.properties} says, and what holds where it says nothing. */
class HomeTest {
    @TempDir
    Path folder;

    private Home home = new Home(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        home = new Home(folder);
    }

    @Test
    void anotherVersionIsLookedForEveryHourUnlessSomethingElseIsSaid() throws IOException {
        assertThat(home.updateEvery()).contains(Duration.ofHours(1));
        home.settings(Map.of("updateEvery", "PT10M"));
        assertThat(home.updateEvery()).contains(Duration.ofMinutes(10));
        home.settings(Map.of("updateEvery", "PT0.1S"));
        assertThat(home.updateEvery()).as("a second at least").contains(Duration.ofSeconds(1));
    }

    @Test
    void onWindowsItIsWhereProgramsKeepTheirData() {
        assertThat(Home.usual("linux", name -> "D:\\Data").folder()).isEqualTo(Path.of("/var/lib/opsbus-agent"));
        assertThat(Home.usual("windows", name -> name.equals("ProgramData") ? "D:\\Data" : null)
                        .folder())
                .isEqualTo(Path.of("D:\\Data", "opsbus-agent"));
    }

    @Test
    void offSwitchesItOff() throws IOException {
        home.settings(Map.of("updateEvery", "off"));
        assertThat(home.updateEvery()).isEmpty();
    }

    @Test
    void whatIsNeitherIsNamed() throws IOException {
        home.settings(Map.of("updateEvery", "often"));
        assertThatThrownBy(() -> home.updateEvery())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("updateEvery")
                .hasMessageContaining("often");
    }

    @Test
    void noVersionIsTakenAndNoExitCodePowersOffUnlessItsOperatorSaysSo() throws IOException {
        assertThat(home.updateKey()).isEmpty();
        assertThat(home.powerActions()).isFalse();
        home.settings(Map.of("powerActions", "true"));
        assertThat(home.powerActions()).isTrue();
    }

    @Test
    void aSettingThatIsGivenKeepsTheOthers() throws IOException {
        home.settings(Map.of("updateEvery", "off"));
        home.settings(Map.of("powerActions", "true"));
        assertThat(home.updateEvery()).isEmpty();
        assertThat(home.powerActions()).isTrue();
    }
}
