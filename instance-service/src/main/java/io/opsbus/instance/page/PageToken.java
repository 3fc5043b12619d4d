package io.opsbus.instance.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * A place in a list: {@code NextToken} on the wire. It says where to go on, never what may be seen: a token made up by a
 * caller shows nothing the caller could not list.
 *
 * @param after the place of the last item seen
 */
public record PageToken(String after) {
    private static final String VERSION = "1:";
    private static final int LONGEST = 1024;

    /** The place after an item with this number. */
    public static PageToken after(long place) {
        return new PageToken(Long.toString(place));
    }

    /** What the caller is given. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((VERSION + after).getBytes(UTF_8));
    }

    /** Reads {@link #text}; empty for any other text. */
    public static Optional<PageToken> parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String read = new String(Base64.getUrlDecoder().decode(text), UTF_8);
            return read.startsWith(VERSION)
                    ? Optional.of(new PageToken(read.substring(VERSION.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The number of {@link #after(long)}; empty when the token is of another kind of list. */
    public Optional<Long> number() {
        try {
            return Optional.of(Long.parseLong(after));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
