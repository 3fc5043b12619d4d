package io.opsbus.event.query;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent.Published;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which page of a list is asked for; the newest published event comes first. */
public sealed interface Paging {
    /** Most events the page may have. */
    int size();

    /**
     * By number.
     *
     * @param number from 1
     */
    record ByNumber(int number, int size) implements Paging {
        /** Events in front of the page. */
        public long offset() {
            return (number - 1L) * size;
        }
    }

    /**
     * From where the page before ended.
     *
     * @param after null for the first page
     */
    record After(@Nullable Cursor after, int size) implements Paging {}

    /**
     * A place in the list: this event was the last one seen.
     *
     * @param publishedAt to the microsecond, as stores keep it
     */
    record Cursor(Instant publishedAt, EventId id) {
        /** The place of this event. */
        public static Cursor of(Published event) {
            return new Cursor(event.publishedAt(), event.id());
        }

        /** A text {@link #parse} reads. */
        public String text() {
            return publishedAt + " " + id;
        }

        /** The place in this text; empty for a text that {@link #text} never gave. */
        public static Optional<Cursor> parse(String text) {
            int space = text.indexOf(' ');
            if (space < 0) {
                return Optional.empty();
            }
            try {
                Instant publishedAt = Instant.parse(text.substring(0, space));
                return EventId.parse(text.substring(space + 1)).map(id -> new Cursor(publishedAt, id));
            } catch (DateTimeException notOurs) {
                return Optional.empty();
            }
        }
    }

    /**
     * A page.
     *
     * @param total of all events that match
     * @param next where it ended; empty when nothing follows
     */
    record Page(List<Published> events, long total, Optional<Cursor> next) {
        /** A page of nothing. */
        public static final Page EMPTY = new Page(List.of(), 0, Optional.empty());

        /** Keeps its own copy. */
        public Page {
            events = List.copyOf(events);
        }
    }
}
