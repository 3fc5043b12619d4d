package io.opsbus.event.bus.fleet;

import io.opsbus.event.fleet.FleetNews;
import io.opsbus.event.recent.BusRecord;
import io.opsbus.event.recent.ParkedRecords;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what the bus tells about the fleet, in order. A record nobody can read is parked and the rest goes on; while the
 * database or the registry is away the batch fails as a whole and is read again, which changes nothing a second time.
 */
public final class FleetFeed {
    /** What is read. */
    public static final List<Topic<?>> TOPICS = List.of(
            Topics.INSTANCES,
            Topics.AGENTS,
            Topics.DISKS,
            Topics.INSTANCE_STATE_CHANGE,
            Topics.INSTANCE_SYSTEM_EVENT,
            Topics.DISK_SYSTEM_EVENT,
            Topics.OPERATION_RESULTS,
            Topics.MISHAPS);

    private static final Logger LOGGER = LoggerFactory.getLogger(FleetFeed.class);

    private final Reader reader;
    private final Reactions reactions;
    private final ParkedRecords parked;

    /** A feed into these reactions. */
    public FleetFeed(Reader reader, Reactions reactions, ParkedRecords parked) {
        this.reader = reader;
        this.reactions = reactions;
        this.parked = parked;
    }

    /** A regular expression that matches the topics read and nothing else. */
    public static String pattern() {
        return TOPICS.stream()
                .map(topic -> Pattern.quote(topic.name()))
                .sorted()
                .collect(Collectors.joining("|"));
    }

    /** Understands what a record holds. */
    @FunctionalInterface
    public interface Reader {
        /**
         * The news in the record, or why there will never be any.
         *
         * @throws io.opsbus.event.UnavailableException when that cannot be said now
         */
        Reading read(BusRecord record);
    }

    /** What reading a record came to. */
    public sealed interface Reading {
        /** It tells something. */
        record Understood(FleetNews news) implements Reading {}

        /** It never will. */
        record Poison(String reason) implements Reading {}
    }

    /** Takes a batch in; returns when all of it has had its effect. */
    public void take(List<BusRecord> batch) {
        for (BusRecord record : batch) {
            switch (reader.read(record)) {
                case Reading.Understood(FleetNews news) -> reactions.on(news, record.identity());
                case Reading.Poison(String reason) -> park(record, reason);
            }
        }
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
