package io.opsbus.agent;

import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Tree;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Reads a JSON object (RFC 8259) whose arrays may be longer than memory: each of their elements is read by itself and handed over.
 *
 * <pre>
 *   { "code": 200, "run": [ {…}, {…}, … ], … }
 *             ---           ---  ---              what is in memory at a time
 * </pre>
 */
final class JsonEntries {
    /** Characters of one value: far more than a script may have. Of a longer one its longest strings are left out. */
    private static final int LONGEST = 2 << 20;

    private static final int END = -1;

    private final Reader in;
    private final Found found;
    private int next;
    /** Whether a string of the value that was read last was left out. */
    private boolean isShortened;

    private JsonEntries(Reader in, Found found) {
        this.in = in;
        this.found = found;
    }

    /** Takes what is found, in the order in which it comes. */
    interface Found {
        /**
         * An element of an array.
         *
         * @param isWhole false when it is too long, and strings in it are empty instead
         */
        void element(String array, Tree element, boolean isWhole);

        /** One that is no JSON, {@code null}, or too long all the same. */
        void unreadable(String array);

        /** A member that is no array. */
        void member(String name, Tree value);
    }

    /** Not what was looked for; costs no stack trace. */
    private static final class NoObject extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoObject() {
            super("no JSON object", null, false, false);
        }
    }

    /**
     * Reads it to its end.
     *
     * @return whether it was an object, and nothing behind it; if not, what was found before counts for nothing
     */
    static boolean read(Reader in, Found found) throws IOException {
        var entries = new JsonEntries(in, found);
        try {
            entries.advance();
            entries.members();
            return entries.peek() == END;
        } catch (NoObject other) {
            return false;
        }
    }

    private void advance() throws IOException {
        next = in.read();
    }

    /** The next character that is not white space, not taken. */
    private int peek() throws IOException {
        while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
            advance();
        }
        return next;
    }

    private boolean tookIf(char expected) throws IOException {
        boolean is = peek() == expected;
        if (is) {
            advance();
        }
        return is;
    }

    private void take(char expected) throws IOException {
        if (!tookIf(expected)) {
            throw new NoObject();
        }
    }

    private void members() throws IOException {
        take('{');
        if (tookIf('}')) {
            return;
        }
        do {
            if (peek() != '"' || !(value().orElseThrow(NoObject::new) instanceof Tree.Text(String name))) {
                throw new NoObject();
            }
            take(':');
            if (tookIf('[')) {
                elements(name);
            } else {
                value().ifPresent(value -> found.member(name, value));
            }
        } while (tookIf(','));
        take('}');
    }

    private void elements(String array) throws IOException {
        if (tookIf(']')) {
            return;
        }
        do {
            value().ifPresentOrElse(
                            element -> found.element(array, element, !isShortened), () -> found.unreadable(array));
        } while (tookIf(','));
        take(']');
    }

    /** Takes a value; empty for one that is nothing to read. */
    private Optional<Tree> value() throws IOException {
        var text = new StringBuilder();
        isShortened = false;
        int first = peek();
        if (first == '"') {
            string(text);
        } else if (first == '{' || first == '[') {
            nested(text);
        } else {
            word(text);
        }
        return text.length() > LONGEST ? Optional.empty() : JsonReader.read(text.toString());
    }

    private void word(StringBuilder text) throws IOException {
        while (next != END && ",]}: \t\r\n\"[{".indexOf(next) < 0) {
            taken(text);
        }
        if (text.isEmpty()) {
            throw new NoObject();
        }
    }

    private void string(StringBuilder text) throws IOException {
        int begin = text.length();
        taken(text);
        while (next != '"') {
            if (next == '\\') {
                taken(text);
            }
            taken(text);
        }
        taken(text);
        if (text.length() > LONGEST) {
            text.setLength(begin);
            text.append("\"\"");
            isShortened = true;
        }
    }

    private void nested(StringBuilder text) throws IOException {
        int depth = 0;
        do {
            switch (next) {
                case '"' -> string(text);
                case '{', '[' -> {
                    depth++;
                    taken(text);
                }
                case '}', ']' -> {
                    depth--;
                    taken(text);
                }
                default -> taken(text);
            }
        } while (depth > 0);
    }

    private void taken(StringBuilder text) throws IOException {
        if (next == END) {
            throw new NoObject();
        }
        if (text.length() <= LONGEST) {
            text.append((char) next);
        }
        advance();
    }
}
