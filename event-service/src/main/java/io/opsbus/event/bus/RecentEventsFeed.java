package io.opsbus.event.bus;

import io.opsbus.event.recent.BusRecord;
import io.opsbus.event.recent.ParkedRecords;
import io.opsbus.event.recent.RecentEvents;
import io.opsbus.event.recent.RecentEvents.RecentEvent;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills {@link RecentEvents} from the event topics. A record nobody can read is parked and the rest goes on; while the
 * database or the registry is away the batch fails as a whole and is read again.
 */
public final class RecentEventsFeed {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecentEventsFeed.class);

    private final RecordReader reader;
    private final RecentEvents events;
    private final ParkedRecords parked;

    /** A feed from the topics into these stores. */
    public RecentEventsFeed(RecordReader reader, RecentEvents events, ParkedRecords parked) {
        this.reader = reader;
        this.events = events;
        this.parked = parked;
    }

    /** Understands what a record holds. */
    @FunctionalInterface
    public interface RecordReader {
        /**
         * The event in the record, or why there will never be one.
         *
         * @throws io.opsbus.event.UnavailableException when that cannot be said now
         */
        Reading read(BusRecord record);
    }

    /** What reading a record came to. */
    public sealed interface Reading {
        /** It holds an event. */
        record Understood(RecentEvent event) implements Reading {}

        /** It never will. */
        record Poison(String reason) implements Reading {}
    }

    /** Takes a batch in; returns when it is stored. Taking it again changes nothing. */
    public void take(List<BusRecord> batch) {
        var understood = new ArrayList<RecentEvent>(batch.size());
        for (BusRecord record : batch) {
            switch (reader.read(record)) {
                case Reading.Understood(RecentEvent event) -> understood.add(event);
                case Reading.Poison(String reason) -> park(record, reason);
            }
        }
        events.add(understood);
    }

    private void park(BusRecord record, String reason) {
        parked.park(record, reason);
        LOGGER.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("record parked: nobody can read it");
    }
}
