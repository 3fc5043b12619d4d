package io.opsbus.agent.update;

import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version somebody published.
 *
 * @param size of its parcel in bytes, 1 to {@link Parcel#LARGEST}
 * @param sha256 of its parcel, 64 hexadecimal digits in lower case
 * @param signature Ed25519 over {@link #signedText}, Base64
 */
public record Offer(Version version, long size, String sha256, String signature) {
    /** What ours are called in an answer the official agent reads too: it does not know the name and reads on. */
    static final String MEMBER = "opsbus_update";

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Refuses what can be none. */
    public Offer {
        if (size < 1 || size > Parcel.LARGEST || !HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("no offer of a version: " + size + " bytes, hash " + sha256);
        }
    }

    /** Reads the answer to a check; empty when nothing is offered, or nothing that can be taken. */
    public static Optional<Offer> read(String json) {
        if (!(JsonReader.read(json).orElse(Tree.fields()) instanceof Tree.Fields answer)
                || !(answer.values().get(MEMBER) instanceof Tree.Fields offer)
                || !(offer.values().get("size") instanceof Tree.Whole(long size))) {
            return Optional.empty();
        }
        try {
            return Version.parse(text(offer, "version"))
                    .map(version -> new Offer(version, size, text(offer, "sha256"), text(offer, "signature")));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static String text(Tree.Fields in, String name) {
        return in.values().get(name) instanceof Tree.Text(String text) ? text : "";
    }

    /**
     * What is signed: the version too, so that an old parcel cannot be offered under a new number, and what it is for, so that no
     * signature made for something else is good here.
     */
    byte[] signedText() {
        return ("opsbus agent update 1\n" + version + "\n" + size + "\n" + sha256 + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
