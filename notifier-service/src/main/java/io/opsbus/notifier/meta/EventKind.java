package io.opsbus.notifier.meta;

import java.util.Optional;

/** The contract's {@code EventType} of an event. */
public enum EventKind {
    /** Something changed, as it should or as somebody wanted. */
    STATUS_NOTIFICATION("StatusNotification"),
    /** Something broke. */
    EXCEPTION("Exception"),
    /** Something is planned. */
    MAINTENANCE("Maintenance");

    private final String word;

    EventKind(String word) {
        this.word = word;
    }

    /** As it is on the wire. */
    public String word() {
        return word;
    }

    /** The kind with this word. */
    public static Optional<EventKind> of(String word) {
        for (var kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
