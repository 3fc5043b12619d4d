package io.opsbus.queue.message;

import java.util.Locale;
import java.util.UUID;

/**
 * The id of a message, unique for ever.
 *
 * @param uuid of version 7: ids made later are greater, so that old messages lie together
 */
public record MessageId(UUID uuid) {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /**
     * An id (RFC 9562, 5.7).
     *
     * @param millis when it is made, since 1970
     * @param chance of which 74 bits are used
     * @param more chance
     */
    public static MessageId of(long millis, long chance, long more) {
        return new MessageId(new UUID(millis << 16 | VERSION_7 | (chance & 0xFFF), VARIANT | more >>> 2));
    }

    /** As on the wire: 32 hexadecimal digits in upper case. */
    @Override
    public String toString() {
        return uuid.toString().replace("-", "").toUpperCase(Locale.ROOT);
    }
}
