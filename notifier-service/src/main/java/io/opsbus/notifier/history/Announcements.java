package io.opsbus.notifier.history;

import io.opsbus.notifier.Event;

/** Tells an event that did not come over the bus to whoever's rules want it. */
public interface Announcements {
    /**
     * Hands the event to its targets' deliveries, durably.
     *
     * @param json what is delivered
     * @param hops how often notifiers had told the event before it came here
     * @return to how many targets
     * @throws Undelivered when Kafka does not take it; asking again is safe for the same event
     */
    int tell(Event event, byte[] json, int hops);

    /** Kafka did not take what was to be told. */
    final class Undelivered extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Says why. */
        public Undelivered(Throwable cause) {
            super("the deliveries could not be written", cause);
        }
    }
}
