package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.WebhookTarget;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import java.util.List;

/** The way out: makes attempts. */
public interface Channel {
    /** One attempt to be made, and who to tell. */
    interface Post {
        /** What is delivered. */
        Delivery delivery();

        /** Where to. */
        WebhookTarget target();

        /** 1 for the first attempt. */
        int attempt();

        /** Called exactly once, from any thread, within the channel's attempt time-out; must not block. */
        void ended(Outcome outcome);
    }

    /** Starts all these attempts and returns at once. */
    void send(List<? extends Post> posts);
}
