package io.opsbus.notifier.delivery;

import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Names a delivery: the same event for the same subscription and target always has the same id, so duplicates upstream collapse. */
public record DeliveryId(UUID value) {
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** Derives the id: a version 8 UUID (RFC 9562 5.8) from a SHA-256, as version 5 does from SHA-1. */
    public static DeliveryId of(EventKey event, SubscriptionId subscription, TargetId target) {
        var sha = EventKey.sha256();
        sha.update(event.digest());
        EventKey.add(sha, subscription.value());
        EventKey.add(sha, target.value());
        var bytes = ByteBuffer.wrap(sha.digest());
        var high = (bytes.getLong() & ~0xF000L) | VERSION_8;
        var low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT;
        return new DeliveryId(new UUID(high, low));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
