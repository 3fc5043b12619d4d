package io.opsbus.notifier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What one class logs while this is open, a text a line: {@code key=value} of each pair, then the words. */
public final class LogLines implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    /** Begins to listen. */
    public LogLines(String who) {
        logger = (Logger) LoggerFactory.getLogger(who);
        logger.setLevel(Level.INFO);
        seen.start();
        logger.addAppender(seen);
    }

    /** Those so far. */
    public List<String> all() {
        return List.copyOf(seen.list).stream().map(LogLines::text).toList();
    }

    private static String text(ILoggingEvent event) {
        return Stream.concat(
                        Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of()).stream()
                                .map(pair -> pair.key + "=" + pair.value),
                        Stream.of(event.getFormattedMessage()))
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        logger.detachAppender(seen);
    }
}
