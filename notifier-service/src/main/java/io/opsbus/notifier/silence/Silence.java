package io.opsbus.notifier.silence;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.rule.EventPattern;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A span of time in which an account is not told of some events: it works on a machine, say. What is kept back is written down with the
 * silence's id and can be brought back.
 *
 * <pre>
 *            from            until
 *   Pending ------> Active ---------> Ended
 *       \______________\________________^     somebody ends it early
 * </pre>
 *
 * @param key its name is its id, {@code sil-} and letters and digits
 * @param from its first moment
 * @param until the first moment after it; to the millisecond both
 */
public record Silence(Key key, Scope scope, Instant from, Instant until, Note note) implements Kept {
    /** What ids begin with. */
    public static final String PREFIX = "sil-";

    /** Who made it, why and when. */
    public record Note(String author, String comment, Instant madeAt) {}

    /** Where a silence is in its life. */
    public enum State {
        /** It has not begun. */
        PENDING,
        /** It keeps events back. */
        ACTIVE,
        /** It is over. */
        ENDED;

        /** The word on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of a word; empty for any other text. */
        public static Optional<State> of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
        }
    }

    /** Its state at a moment. */
    public State at(Instant now) {
        if (!now.isBefore(until)) {
            return State.ENDED;
        }
        return now.isBefore(from) ? State.PENDING : State.ACTIVE;
    }

    /** The same, over from now on; one that is over already stays as it is. */
    public Silence ended(Instant now) {
        return at(now) == State.ENDED ? this : new Silence(key, scope, now.isBefore(from) ? now : from, now, note);
    }

    /** The event as silences see it: what a rule has counted is of the customer's own, whatever product routes it to that rule alone. */
    static Event seen(Event event) {
        return event.product().startsWith(EventPattern.COUNTED) ? event.as(EventPattern.CUSTOM_PRODUCT) : event;
    }

    /** Nobody looks for silences by anything but their account. */
    @Override
    public List<String> labels() {
        return List.of();
    }
}
