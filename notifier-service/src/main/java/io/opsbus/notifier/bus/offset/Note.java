package io.opsbus.notifier.bus.offset;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What is committed with an offset of the deliveries.
 *
 * @param since nothing at the offset or after it was attempted before this moment
 * @param begun the offset before which records may have been begun, where that is farther than a batch; who wrote none had begun a batch at most
 */
public record Note(Instant since, OptionalLong begun) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(?: (\\d{1,18}))?");

    /** The note where nothing waits. */
    public static Note at(Instant now) {
        return new Note(now, OptionalLong.empty());
    }

    /** Empty when somebody set the offset who is none of us. */
    public static Optional<Note> of(OffsetAndMetadata committed) {
        var form = FORM.matcher(committed.metadata());
        if (!form.matches()) {
            return Optional.empty();
        }
        var begun = form.group(2);
        return Optional.of(new Note(
                Instant.ofEpochMilli(Long.parseLong(form.group(1))),
                begun == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(begun))));
    }

    /** As it is committed. */
    public String text() {
        return since.toEpochMilli() + (begun.isPresent() ? " " + begun.getAsLong() : "");
    }

    OffsetAndMetadata with(long offset) {
        return new OffsetAndMetadata(offset, text());
    }
}
