package io.opsbus.event.bus;

import io.opsbus.schemas.EventFamily;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The topics events lie on. */
public final class EventTopics {
    private EventTopics() {}

    /** A regular expression that matches the topics of all event families and nothing else. */
    public static String pattern() {
        return Arrays.stream(EventFamily.values())
                .map(family -> Pattern.quote(family.topic().name()))
                .sorted()
                .distinct()
                .collect(Collectors.joining("|"));
    }
}
