package io.opsbus.event;

import java.util.List;

/** An event somebody posted, read from its JSON and known to be of one of the families, not yet checked by our rules. */
public interface IncomingEvent {
    /** The envelope, to be checked. */
    Notice notice();

    /** The guide's JSON of this event in its one canonical form: two posts of the same event have the same bytes. */
    byte[] canonicalJson();

    /** The topic of the event's family. */
    String topic();

    /** The key of its record: id of the resource. */
    ResourceId key();

    /**
     * The bytes of its Kafka record.
     *
     * @throws UnavailableException when the schema's id is not known yet and the registry cannot be asked
     */
    byte[] recordBytes();

    /** Reads posted bytes. */
    @FunctionalInterface
    interface Reader {
        /** The event in these bytes, or every reason why there is none. */
        Outcome read(byte[] json);
    }

    /** What reading came to. */
    sealed interface Outcome {
        /** The bytes hold an event of a known family. */
        record Legible(IncomingEvent event) implements Outcome {}

        /** The bytes hold none. */
        record Illegible(List<Violation> violations) implements Outcome {}
    }
}
