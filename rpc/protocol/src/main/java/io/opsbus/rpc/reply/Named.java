package io.opsbus.rpc.reply;

/** Says of which of the things a caller sent an error speaks: an id, or a parameter's name, never a value. */
final class Named {
    private static final int LONGEST = 64;

    private Named() {}

    /** The same error, with the thing behind its words. */
    static RpcError in(RpcError error, String what, String name) {
        return new RpcError(error.status(), error.code(), error.message() + " " + what + ": " + shown(name) + ".");
    }

    /** Whoever sent it may mean whoever reads it harm: short, of one line, and in the order it is read. */
    private static String shown(String name) {
        var shown = new StringBuilder();
        name.codePoints().limit(LONGEST).map(Named::harmless).forEach(shown::appendCodePoint);
        return name.codePointCount(0, name.length()) > LONGEST ? shown + "…" : shown.toString();
    }

    private static int harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '?';
            default -> character;
        };
    }
}
