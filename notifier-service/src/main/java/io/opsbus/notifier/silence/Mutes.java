package io.opsbus.notifier.silence;

import io.opsbus.notifier.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What keeps an account's events back: its silences and its inhibitions. Asked about every event, in the order they come. */
@FunctionalInterface
public interface Mutes {
    /** Nobody has any. */
    Mutes NONE = (_, _, _, _) -> Optional.empty();

    /**
     * Has an event pass.
     *
     * @param wanted whether somebody would be told
     * @param identity the same for one event only, however often it is read
     * @return the id of what keeps it back; empty: it is told
     */
    Optional<String> pass(Event event, boolean wanted, Supplier<UUID> identity, Instant now);
}
