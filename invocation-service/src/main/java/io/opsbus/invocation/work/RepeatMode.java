package io.opsbus.invocation.work;

import java.util.Arrays;
import java.util.Optional;

/** The wire's {@code RepeatMode}; {@code DryRun} never becomes an invocation. */
public enum RepeatMode {
    ONCE("Once"),
    /** By a {@code Frequency}: cron, {@code rate} or {@code at}. The agent keeps the timetable. */
    PERIOD("Period"),
    /** When the machine boots next; the server decides when. */
    NEXT_REBOOT_ONLY("NextRebootOnly"),
    /** Whenever the machine boots; the server decides when. */
    EVERY_REBOOT("EveryReboot");

    private final String word;

    RepeatMode(String word) {
        this.word = word;
    }

    /** The wire's word. */
    public String word() {
        return word;
    }

    /** Whether one invocation has many runs. */
    public boolean isRepeated() {
        return this == PERIOD || this == EVERY_REBOOT;
    }

    /** Whether it waits for a boot. */
    public boolean awaitsBoot() {
        return this == NEXT_REBOOT_ONLY || this == EVERY_REBOOT;
    }

    /** The mode of exactly this word. */
    public static Optional<RepeatMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }
}
