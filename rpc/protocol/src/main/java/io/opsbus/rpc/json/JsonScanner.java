package io.opsbus.rpc.json;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of a JSON text, one after another. */
final class JsonScanner {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,39})(\\.\\d{1,40})?([eE][+-]?\\d{1,2})?");

    private final String text;
    private int at;

    JsonScanner(String text) {
        this.text = text;
    }

    /** The text is not JSON; costs no stack trace and never leaves this package. */
    static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotJson() {
            super("not JSON", null, false, false);
        }
    }

    /** The next character that is not white space, without taking it. */
    char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == text.length()) {
            throw new NotJson();
        }
        return text.charAt(at);
    }

    boolean atEnd() {
        try {
            peek();
            return false;
        } catch (NotJson end) {
            return true;
        }
    }

    void take(char expected) {
        if (!tookIf(expected)) {
            throw new NotJson();
        }
    }

    boolean tookIf(char expected) {
        boolean is = peek() == expected;
        at += is ? 1 : 0;
        return is;
    }

    <T> T literal(String word, T value) {
        if (!text.startsWith(word, at)) {
            throw new NotJson();
        }
        at += word.length();
        return value;
    }

    BigDecimal number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw new NotJson();
        }
        at = number.end();
        return new BigDecimal(number.group());
    }

    /** A string where an object's key must stand. */
    String key() {
        if (peek() != '"') {
            throw new NotJson();
        }
        return string();
    }

    String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char next = next();
            if (next == '"') {
                return out.toString();
            }
            if (next < 0x20) {
                throw new NotJson();
            }
            out.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() {
        char kind = next();
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new NotJson();
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw new NotJson();
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private char next() {
        if (at >= text.length()) {
            throw new NotJson();
        }
        return text.charAt(at++);
    }
}
