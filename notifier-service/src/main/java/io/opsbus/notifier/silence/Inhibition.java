package io.opsbus.notifier.silence;

import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import java.time.Duration;
import java.util.List;

/**
 * While something goes on with a resource, its account is not told of what follows from it for the same resource.
 *
 * <pre>
 *          an event in begins             an event in ends, or at most so long
 *   Quiet --------------------> Ongoing --------------------------------------> Quiet
 *                                 | events in mutes: kept back
 * </pre>
 *
 * What begins or ends it is told itself, whatever it mutes.
 *
 * @param key its name is its id, {@code inh-} and letters and digits
 * @param atMost after its last beginning it is over, whatever was missed
 */
public record Inhibition(Key key, Scope begins, Scope ends, Scope mutes, Duration atMost, Silence.Note note)
        implements Kept {
    /** What ids begin with. */
    public static final String PREFIX = "inh-";

    /** Longest bound. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Nobody looks for them by anything but their account. */
    @Override
    public List<String> labels() {
        return List.of();
    }
}
