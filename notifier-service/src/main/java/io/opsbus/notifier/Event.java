package io.opsbus.notifier;

import io.opsbus.notifier.condition.EventText;
import java.time.Instant;
import java.util.Optional;

/**
 * What the rules look at in an event. {@code status} is what the content says has become of it, because the name does not tell:
 * in the guide's samples (4.2) the avoided reboot is still named {@code …:Scheduled} and the end of a disk's stall {@code …:Executing}.
 *
 * @param resourceArn the envelope's {@code resourceId}
 * @param text the event's JSON, for conditions on the content
 */
public record Event(
        AccountId account,
        String id,
        String name,
        Level level,
        String product,
        String resourceArn,
        Instant eventTime,
        Optional<String> status,
        EventText text) {

    /** An event nobody asks the text of. */
    public Event(
            AccountId account,
            String id,
            String name,
            Level level,
            String product,
            String resourceArn,
            Instant eventTime,
            Optional<String> status) {
        this(account, id, name, level, product, resourceArn, eventTime, status, EventText.NONE);
    }

    /** The same event under another product. */
    public Event as(String other) {
        return new Event(account, id, name, level, other, resourceArn, eventTime, status, text);
    }

    /** The bare id at the end of the ARN; the whole text when it has no path. */
    public String resource() {
        return resourceArn.substring(resourceArn.lastIndexOf('/') + 1);
    }
}
