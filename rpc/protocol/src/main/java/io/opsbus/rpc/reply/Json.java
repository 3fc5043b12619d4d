package io.opsbus.rpc.reply;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes a tree as JSON (RFC 8259), without white space. */
public final class Json {
    private final StringBuilder out = new StringBuilder(256);

    private Json() {}

    public static String write(Tree tree) {
        Json json = new Json();
        json.value(tree);
        return json.out.toString();
    }

    private void value(Tree tree) {
        switch (tree) {
            case Tree.Text(String value) -> text(value);
            case Tree.Whole(long value) -> out.append(value);
            case Tree.Decimal(var value) -> out.append(value.toPlainString());
            case Tree.Flag(boolean value) -> out.append(value);
            case Tree.Fields fields -> object(fields.values());
            case Tree.Wrapped(String element, List<Tree> items) -> {
                out.append('{');
                text(element);
                out.append(':');
                array(items);
                out.append('}');
            }
            case Tree.Bare(List<Tree> items) -> array(items);
        }
    }

    private void object(Map<String, Tree> values) {
        char before = '{';
        for (var field : values.entrySet()) {
            out.append(before);
            text(field.getKey());
            out.append(':');
            value(field.getValue());
            before = ',';
        }
        out.append(values.isEmpty() ? "{}" : "}");
    }

    private void array(List<Tree> items) {
        out.append('[');
        for (int at = 0; at < items.size(); at++) {
            if (at > 0) {
                out.append(',');
            }
            value(items.get(at));
        }
        out.append(']');
    }

    /** Nearly every text is plain: whole runs are copied, and only what needs an escape is looked at by itself. */
    private void text(String text) {
        out.append('"');
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next >= 0x20 && next != '"' && next != '\\' && !Character.isSurrogate(next)) {
                continue;
            }
            out.append(text, from, at);
            int point = text.codePointAt(at);
            escaped(point);
            at += Character.charCount(point) - 1;
            from = at + 1;
        }
        out.append(text, from, text.length()).append('"');
    }

    private void escaped(int codePoint) {
        switch (codePoint) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (codePoint < 0x20) {
                    out.append("\\u").append(HexFormat.of().toHexDigits((char) codePoint));
                } else {
                    out.appendCodePoint(Characters.whole(codePoint));
                }
            }
        }
    }
}
