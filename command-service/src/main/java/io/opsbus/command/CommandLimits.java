package io.opsbus.command;

import java.time.Duration;

/**
 * Limits that an operator can set.
 *
 * @param commands most commands of an account in a region; {@code max-axt-command-count} on the wire
 * @param contentBytes longest content, in bytes of its Base64 form
 * @param defaultTimeout timeout of a command that names none
 * @param longestTimeout longest timeout a command may have
 */
public record CommandLimits(int commands, int contentBytes, Duration defaultTimeout, Duration longestTimeout) {
    /** 100 commands and 3600 s as in guide 2.3.1; 18 KB as the API has today, where the guide has 16; a day. */
    public static final CommandLimits DEFAULT =
            new CommandLimits(100, 18 * 1024, Duration.ofHours(1), Duration.ofDays(1));

    public CommandLimits {
        if (commands < 1 || contentBytes < 4) {
            throw new IllegalArgumentException("limits of commands: " + commands + ", content " + contentBytes);
        }
        if (defaultTimeout.toSeconds() < 1 || longestTimeout.compareTo(defaultTimeout) < 0) {
            throw new IllegalArgumentException(
                    "limits of timeouts: " + defaultTimeout + " unless told, at most " + longestTimeout);
        }
    }
}
