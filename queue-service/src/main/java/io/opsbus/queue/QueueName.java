package io.opsbus.queue;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a queue, unique within its account.
 *
 * @param text letters, digits and {@code -}, begins with a letter or digit, at most {@value #LONGEST} characters
 */
public record QueueName(String text) implements Comparable<QueueName> {
    /** Most characters. */
    public static final int LONGEST = 120;

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]*");

    /** Refuses what no queue is called. */
    public QueueName {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no queue name: " + text);
        }
    }

    /** The name with this text; empty when no queue can be called so. */
    public static Optional<QueueName> parse(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches()
                ? Optional.of(new QueueName(text))
                : Optional.empty();
    }

    /** By code point, as lists are ordered. */
    @Override
    public int compareTo(QueueName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
