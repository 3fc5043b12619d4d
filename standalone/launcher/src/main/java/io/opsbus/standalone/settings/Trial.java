package io.opsbus.standalone.settings;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Settings nothing has come up with yet. What did not come up is no last time, whoever was killed on the way: until all programs were ready once, what was
 * before is kept beside it.
 *
 * <pre>
 *  begin ──> settings.json, settings.before.json ──all ready──> settings.json
 *                     └── never ready: takeBack, by who began it or by the next up ──> as it was
 * </pre>
 */
public final class Trial {
    private static final String NOTHING = "";

    private Trial() {}

    /** Before a start. */
    public static void begin(DataFolder data, Optional<RunSettings> last, RunSettings next) throws IOException {
        DataFolder.keep(data.settingsBefore(), last.map(RunSettings::json).orElse(NOTHING));
        next.write();
    }

    /** All programs are ready. */
    public static void cameUp(DataFolder data) throws IOException {
        Files.deleteIfExists(data.settingsBefore());
    }

    /** As it was, where a start has not come up; nothing is done otherwise. */
    public static void takeBack(DataFolder data) throws IOException {
        if (!Files.exists(data.settingsBefore())) {
            return;
        }
        String before = Files.readString(data.settingsBefore());
        if (before.equals(NOTHING)) {
            Files.deleteIfExists(data.settingsFile());
        } else {
            DataFolder.keep(data.settingsFile(), before);
        }
        Files.delete(data.settingsBefore());
    }
}
