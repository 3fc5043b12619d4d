package io.opsbus.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.RunSettings;
import io.opsbus.standalone.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start that did not come up leaves, whoever was killed in it. */
class TrialTest {
    private static final Path HOME = Path.of("/checkout");

    @TempDir
    private Path root;

    private DataFolder data = new DataFolder(Path.of(""));

    @BeforeEach
    void make() throws IOException {
        data = new DataFolder(root);
        data.create();
    }

    private RunSettings run(int offset) {
        var flags = new Settings.Flags(root, offset, null, null, null, false, null);
        return RunSettings.of(HOME, flags, Map.of(), Optional.empty());
    }

    private Optional<RunSettings> last() throws IOException {
        return RunSettings.last(root, HOME);
    }

    private void begin(int offset) throws IOException {
        Trial.begin(data, last(), run(offset));
        assertThat(last()).contains(run(offset));
    }

    @Test
    void whatCameUpStays() throws IOException {
        begin(1);
        Trial.cameUp(data);

        Trial.takeBack(data);

        assertThat(last()).contains(run(1));
    }

    @Test
    void whatDidNotComeUpIsNoLastTime() throws IOException {
        begin(1);
        Trial.takeBack(data);
        assertThat(last()).isEmpty();

        begin(1);
        Trial.cameUp(data);
        begin(2);
        Trial.takeBack(data);
        assertThat(last()).contains(run(1));
        Trial.takeBack(data);
        assertThat(last()).as("once").contains(run(1));
    }

    /** Killed between any two writes: what is before the next start is one of the two, and the earlier one until all were ready. */
    @Test
    void whoIsKilledWhileTakingBackHasLostNothing() throws IOException {
        begin(1);
        Trial.cameUp(data);
        begin(2);
        DataFolder.keep(data.settingsFile(), run(1).json());

        Trial.takeBack(data);

        assertThat(last()).contains(run(1));
        assertThat(data.settingsBefore()).doesNotExist();
    }
}
