package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.targets.Target;
import java.util.List;

/** The way out: makes attempts. */
public interface Channel {
    /** One attempt to be made, and who to tell. */
    interface Post {
        /** What is delivered. */
        Delivery delivery();

        /** Where to. */
        Target target();

        /** Which of several recipients nothing is to be sent to any more. */
        Progress progress();

        /** 1 for the first attempt. */
        int attempt();

        /** Called exactly once, from any thread, within {@link Limits#attempt}; must not block. */
        void ended(Outcome outcome);
    }

    /** Starts all these attempts and returns at once; those of one digesting target ({@link Target#rate}) may go out as one message. */
    void send(List<? extends Post> posts);
}
