package io.opsbus.agent.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Asks for another version and lays it ready (guide 2.2). Nothing of it is believed before its signature is verified, and nothing
 * of it is unpacked before its hash is.
 */
public final class Updater {
    /** Bytes of one answer with a part of a parcel. */
    public static final int PART = 64 * 1024;

    private static final long SPARE = 64L << 20;

    private final Source source;
    private final UpdateKey key;
    private final Versions versions;
    private final Version running;
    private final InstantSource clock;

    /**
     * An updater.
     *
     * @param running what runs now: nothing that is not newer is taken
     */
    public Updater(Source source, UpdateKey key, Versions versions, Version running, InstantSource clock) {
        this.source = source;
        this.key = key;
        this.versions = versions;
        this.running = running;
        this.clock = clock;
    }

    /** Where versions come from: the server, or a test. */
    public interface Source {
        /** The answer to "is there another one?". */
        String check(Version running) throws IOException, InterruptedException;

        /**
         * A part of a parcel.
         *
         * @return {@link #PART} bytes, or what is left
         */
        byte[] part(Version version, long offset) throws IOException, InterruptedException;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** Nothing is offered that may be taken. */
        record Nothing() implements Outcome {}

        /** It lies ready: the next start runs it. */
        record Ready(Version version) implements Outcome {}

        /** What is offered is not what it says, or is nobody's that this machine knows. */
        record Refused(Version version, String why) implements Outcome {}
    }

    /**
     * Asks once.
     *
     * @throws IOException if the server does not answer, or the disk is full; worth another try
     */
    public Outcome check() throws IOException, InterruptedException {
        Optional<Offer> answer = Offer.read(source.check(running));
        if (answer.isEmpty()) {
            return new Outcome.Nothing();
        }
        Offer offer = answer.get();
        if (!key.isSignerOf(offer)) {
            return new Outcome.Refused(offer.version(), "its signature is not of the key this machine knows");
        }
        Standing standing = versions.standing();
        if (!standing.mayTake(offer.version(), running, clock.instant())) {
            return offer.version().isNewerThan(running)
                    ? new Outcome.Nothing()
                    : new Outcome.Refused(offer.version(), "it is not newer than " + running);
        }
        Path parcel = versions.download();
        try {
            return fetched(offer, parcel);
        } finally {
            Files.deleteIfExists(parcel);
        }
    }

    private Outcome fetched(Offer offer, Path parcel) throws IOException, InterruptedException {
        if (Files.getFileStore(parcel.getParent()).getUsableSpace() < SPARE) {
            throw new IOException("too little space for another version");
        }
        if (!download(offer, parcel)) {
            return new Outcome.Refused(offer.version(), "a part is not as long as it was said");
        }
        if (!Parcel.sha256(parcel).equals(offer.sha256())) {
            return new Outcome.Refused(offer.version(), "its hash is another one");
        }
        versions.take(offer.version(), parcel);
        return new Outcome.Ready(offer.version());
    }

    /** Never writes more than was signed, whatever comes. */
    private boolean download(Offer offer, Path parcel) throws IOException, InterruptedException {
        Files.write(parcel, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        for (long offset = 0; offset < offer.size(); offset += PART) {
            byte[] part = source.part(offer.version(), offset);
            if (part.length != Math.min(PART, offer.size() - offset)) {
                return false;
            }
            Files.write(parcel, part, StandardOpenOption.APPEND);
        }
        return true;
    }
}
