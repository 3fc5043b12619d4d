package io.opsbus.invocation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a task, one command on one instance, as agents know it: it names files of theirs, so it is short, plain, and never used again (agent facts 8).
 *
 * @param text 1 to 32 letters, digits and {@code -}
 */
public record TaskId(String text) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,31}");

    /** Refuses what cannot be one. */
    public TaskId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no task id: " + text);
        }
    }

    /** The one with this text; empty when nothing can be called so. */
    public static Optional<TaskId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TaskId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
