package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Holds;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Notices which targets were held and are not any more: what has gathered for them is not to hit them at once. For one thread. */
public final class LetGo {
    private final Set<TargetId> unserved = new HashSet<>();
    private boolean everything;

    /** Takes in what was let go; to be called between looking what is held and claiming. */
    public void look(Holds holds) {
        var released = holds.released();
        unserved.addAll(released.targets());
        everything = released.everything();
    }

    /** What is for this one waits, though it is not held. */
    public void waits(TargetId target) {
        unserved.add(target);
    }

    /** Keeps what is known of those alone. */
    public void keep(Predicate<TargetId> owned) {
        unserved.removeIf(owned.negate());
    }

    /** Whether everything was let go just now, held by name or not. */
    public boolean isEverything() {
        return everything;
    }

    /** Whether this is the first time it is asked of a target since that was let go. */
    public boolean begins(TargetId target) {
        return !unserved.isEmpty() && unserved.remove(target);
    }
}
