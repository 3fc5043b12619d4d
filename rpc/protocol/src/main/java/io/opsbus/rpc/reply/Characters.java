package io.opsbus.rpc.reply;

import java.util.stream.IntStream;

/** Characters that both notations and UTF-8 can carry. */
final class Characters {
    static final int REPLACEMENT = 0xFFFD;

    private Characters() {}

    /** Code points of {@code text}; half a surrogate pair, which UTF-8 cannot carry, becomes U+FFFD. */
    static IntStream whole(String text) {
        return text.codePoints().map(point -> point >= 0xD800 && point <= 0xDFFF ? REPLACEMENT : point);
    }
}
