package io.opsbus.notifier.history;

import java.util.function.Consumer;

/**
 * Reads past events in the order they happened and holds few of them at a time. What comes meanwhile is read once when it belongs behind what has been
 * read, and else not at all.
 */
public final class Replay {
    /** So many are held at a time. */
    static final int AT_ONCE = 200;

    private final PastEvents past;

    /** Of these. */
    public Replay(PastEvents past) {
        this.past = past;
    }

    /** Hands over what is asked for, the newest {@code most} of it, the oldest first. */
    public void read(PastEvents.Query query, int most, Consumer<PastEvent> each) {
        var after = past.before(query, most);
        var left = most;
        PastEvents.Part part;
        do {
            part = past.after(query, after, Math.min(AT_ONCE, left));
            part.events().forEach(each);
            left -= part.events().size();
            after = part.last();
        } while (left > 0 && part.events().size() == AT_ONCE);
    }
}
