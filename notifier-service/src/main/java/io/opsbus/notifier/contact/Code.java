package io.opsbus.notifier.contact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.AccountId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What is sent to an address, and comes back from whoever reads it there: 12 letters and digits that are not taken for each other, 60 random bits.
 * Only its hash is kept.
 */
public final class Code {
    /** How many random bytes a code is made of. */
    public static final int BYTES = 12;

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final String text;

    private Code(String text) {
        this.text = text;
    }

    /** The code of {@link #BYTES} random bytes. */
    public static Code of(byte[] random) {
        var text = new StringBuilder();
        for (var one : random) {
            text.append(LETTERS.charAt(one & (LETTERS.length() - 1)));
        }
        return new Code(text.toString());
    }

    /** As somebody types it: in any case of letters, with blanks and hyphens; empty for what can be none. */
    public static Optional<Code> read(String typed) {
        var text = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return text.length() == BYTES && text.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)
                ? Optional.of(new Code(text))
                : Optional.empty();
    }

    /** As it is sent: in groups of four. */
    public String reveal() {
        return text.replaceAll("(.{4})(?=.)", "$1-");
    }

    /** What is kept of it; another account's would be another. */
    public String hash(AccountId account) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest((account + "/" + text).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Code(hidden)";
    }
}
