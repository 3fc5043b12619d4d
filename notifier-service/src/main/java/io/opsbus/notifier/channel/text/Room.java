package io.opsbus.notifier.channel.text;

/** How long a message may be, as whoever carries it counts. */
@FunctionalInterface
public interface Room {
    /** As long as it likes. */
    Room ANY = _ -> true;

    /** Whether a text is carried whole. */
    boolean holds(String text);
}
