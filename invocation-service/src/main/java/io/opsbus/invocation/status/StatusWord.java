package io.opsbus.invocation.status;

import io.opsbus.invocation.status.OverallStatus.Legacy;
import java.util.Set;

/**
 * A status that is asked for. Both vocabularies have {@code Failed}, and it means other things in them: a filter looks at one
 * of the two words that are shown.
 *
 * @param isOf2019 whether it is compared with the word of 2019 ({@code InvokeStatus}, {@code InvokeRecordStatus}) or with today's
 *     ({@code InvocationStatus})
 */
public record StatusWord(String text, boolean isOf2019) {
    /** In both vocabularies. */
    private static final Set<String> OPEN = Set.of("Pending", "Scheduled", "Running", "Stopping");

    /** What {@code InvokeStatus} and {@code InvokeRecordStatus} mean as parameters: a word of 2019 where there is one. */
    public static StatusWord either(String text) {
        for (Legacy legacy : Legacy.values()) {
            if (legacy.word().equals(text)) {
                return new StatusWord(text, true);
            }
        }
        return new StatusWord(text, false);
    }

    /** What {@code InvocationStatus} means as a parameter. */
    public static StatusWord today(String text) {
        return new StatusWord(text, false);
    }

    /** Whether nothing that is over shows it. */
    public boolean isOpen() {
        return OPEN.contains(text);
    }

    /** Whether a thing is asked for that shows these two words. */
    public boolean is(String today, Legacy of2019) {
        return text.equals(isOf2019 ? of2019.word() : today);
    }
}
