package io.opsbus.rpc.reply;

/** Characters that both notations and UTF-8 can carry. */
final class Characters {
    static final int REPLACEMENT = 0xFFFD;

    private Characters() {}

    /** The code point, or U+FFFD for half a surrogate pair, which UTF-8 cannot carry. */
    static int whole(int codePoint) {
        return codePoint >= 0xD800 && codePoint <= 0xDFFF ? REPLACEMENT : codePoint;
    }
}
