package io.opsbus.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTest {
    private static final Instant NOW = Instant.parse("2026-11-27T04:00:00Z");
    private static final Version BUILD = new Version("0.1.0");
    private static final Version TWO = new Version("0.2.0");
    private static final Version THREE = new Version("0.3.0");

    private static Standing read(String text) throws IOException {
        var lines = new Properties();
        lines.load(new StringReader(text));
        return Standing.read(lines);
    }

    @Test
    void aVersionThatConnectsIsCurrentAndTheOneBeforeIsKept() {
        Standing standing = Standing.INSTALLED.taken(TWO).begun(NOW).proven(TWO);
        assertThat(standing.runs()).contains(TWO);
        Standing next = standing.taken(THREE).begun(NOW).proven(THREE);
        assertThat(next.current()).contains(THREE);
        assertThat(next.previous()).contains(TWO);
        assertThat(next.needed()).containsExactly(THREE, TWO);
    }

    @Test
    void aVersionThatNeverConnectsIsStartedThreeTimesAndThenTheOneBefore() {
        Standing standing = Standing.INSTALLED.taken(TWO).proven(TWO).taken(THREE);
        for (int start = 0; start < Standing.STARTS; start++) {
            standing = standing.begun(NOW);
            assertThat(standing.runs()).contains(THREE);
        }
        standing = standing.begun(NOW);
        assertThat(standing.runs()).contains(TWO);
        assertThat(standing.refused()).containsOnlyKeys(THREE);
        assertThat(standing.begun(NOW)).isEqualTo(standing);
    }

    /** It has fetched the next one before its own trial was over. */
    @Test
    void aVersionIsRefusedAloneAndSoIsItProven() {
        Standing both = Standing.INSTALLED.taken(TWO).begun(NOW).taken(THREE);
        assertThat(both.refused(TWO, NOW).refused()).containsOnlyKeys(TWO);
        assertThat(both.refused(TWO, NOW).begun(NOW).runs()).contains(THREE);
        assertThat(both.refused(TWO, NOW).current()).isEmpty();
        assertThat(both.proven(TWO).current()).contains(TWO);
        assertThat(both.proven(TWO).begun(NOW).runs()).contains(THREE);
        assertThat(both.proven(TWO).proven(TWO)).isEqualTo(both.proven(TWO));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Standing all = new Standing(
                Optional.of(TWO), Optional.of(BUILD), Optional.of(new Standing.Trial(THREE, 2)), Map.of(THREE, NOW));
        assertThat(read(all.text())).isEqualTo(all);
        assertThat(read(Standing.INSTALLED.text())).isEqualTo(Standing.INSTALLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"current=../../x", "trial=rm -rf", "\u0000\u0001", "refused.1=never", "begun=9"})
    void whatNobodyCanReadIsWhatWasInstalled(String text) throws IOException {
        assertThat(read(text).runs()).isEmpty();
    }

    @Test
    void aTrialThatCannotBeCountedIsOver() throws IOException {
        assertThat(read("current=0.2.0\ntrial=0.3.0\nbegun=many").begun(NOW).runs())
                .contains(TWO);
    }

    @Test
    void aVersionThatIsNotThereOrNotNewerThanTheInstallationIsNotStarted(@TempDir Path folder) throws IOException {
        var versions = new Versions(folder);
        versions.keep(Standing.INSTALLED.taken(TWO).proven(TWO));
        assertThat(versions.begin(BUILD, NOW)).isEmpty();
        Files.createDirectories(folder.resolve("0.2.0/lib"));
        Files.writeString(folder.resolve("0.2.0/lib/a.jar"), "x");
        versions.keep(Standing.INSTALLED.taken(TWO).proven(TWO));
        assertThat(versions.begin(BUILD, NOW)).contains(TWO);
        assertThat(versions.begin(THREE, NOW)).isEmpty();
    }

    @Test
    void numbersAreComparedAsNumbers() {
        assertThat(new Version("0.10.0").isNewerThan(new Version("0.9.9.9"))).isTrue();
        assertThat(new Version("1").isNewerThan(new Version("1.0.0.0"))).isFalse();
        for (String text : new String[] {"", "v1", "1.", "1..2", "1.2.3.4.5", "1/2", "-1", "1234567"}) {
            assertThat(Version.parse(text)).as(text).isEmpty();
        }
    }
}
