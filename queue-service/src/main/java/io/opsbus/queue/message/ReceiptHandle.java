package io.opsbus.queue.message;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a receiver shows to say "the message as I got it". It names the message, how often it had been received, and when it is
 * to be visible again: all three change or pass before anybody else can have the message, so a handle of an earlier receive
 * fits nothing.
 *
 * @param receives how often it was received, this time included; 0 for one that is delayed
 * @param visibleAt to the microsecond
 */
public record ReceiptHandle(MessageId message, int receives, Instant visibleAt) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})-([0-9A-Za-z_-]{32})");

    /** The handle with this text; empty for what no handle looks like. */
    public static Optional<ReceiptHandle> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(form.group(2)));
        var id = new MessageId(new UUID(bytes.getLong(), bytes.getLong()));
        return Optional.of(new ReceiptHandle(
                id, Integer.parseInt(form.group(1)), Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS)));
    }

    /** As on the wire; every character may stand in a URL as it is, since official clients put it there so. */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(24)
                .putLong(message.uuid().getMostSignificantBits())
                .putLong(message.uuid().getLeastSignificantBits())
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, visibleAt));
        return receives + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
