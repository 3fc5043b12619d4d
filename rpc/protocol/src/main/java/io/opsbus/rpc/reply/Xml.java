package io.opsbus.rpc.reply;

import java.util.List;

/** Writes a tree as XML 1.0. */
public final class Xml {
    private final StringBuilder out = new StringBuilder(256);

    private Xml() {}

    /** A document whose root element is {@code root}. */
    public static String write(String root, Tree.Fields fields) {
        Xml xml = new Xml();
        xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        xml.element(root, fields);
        return xml.out.toString();
    }

    /** A document whose root element {@code root} stands, with all in it, in {@code namespace}. */
    public static String write(String root, String namespace, Tree tree) {
        Xml xml = new Xml();
        xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        int opened = xml.out.length() + 1 + root.length();
        xml.element(root, tree);
        xml.out.insert(opened, " xmlns=\"" + namespace + '"');
        return xml.out.toString();
    }

    private void element(String name, Tree tree) {
        switch (tree) {
            case Tree.Text(String value) -> text(name, value);
            case Tree.Whole(long value) -> text(name, Long.toString(value));
            case Tree.Decimal(var value) -> text(name, value.toPlainString());
            case Tree.Flag(boolean value) -> text(name, Boolean.toString(value));
            case Tree.Fields fields -> {
                open(name);
                fields.values().forEach(this::element);
                close(name);
            }
            case Tree.Wrapped(String inner, List<Tree> items) -> {
                open(name);
                items.forEach(item -> element(inner, item));
                close(name);
            }
            case Tree.Bare(List<Tree> items) -> {
                open(name);
                items.forEach(item -> element(name, item));
                close(name);
            }
        }
    }

    private void text(String name, String value) {
        open(name);
        int from = 0;
        for (int at = 0; at < value.length(); at++) {
            char next = value.charAt(at);
            if (isPlain(next)) {
                continue;
            }
            out.append(value, from, at);
            int point = value.codePointAt(at);
            character(Characters.whole(point));
            at += Character.charCount(point) - 1;
            from = at + 1;
        }
        out.append(value, from, value.length());
        close(name);
    }

    private void character(int codePoint) {
        switch (codePoint) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            // a parser would turn it into a line feed
            case '\r' -> out.append("&#13;");
            default -> out.appendCodePoint(isAllowed(codePoint) ? codePoint : Characters.REPLACEMENT);
        }
    }

    /** Written as it is; the rest is looked at by itself. */
    private static boolean isPlain(char next) {
        return next >= 0x20 && next < 0xD800 && next != '<' && next != '>' && next != '&';
    }

    private void open(String name) {
        out.append('<').append(elementName(name)).append('>');
    }

    private void close(String name) {
        out.append("</").append(elementName(name)).append('>');
    }

    /** Names can come from users (tag keys): what XML does not allow in one becomes "_". */
    private static String elementName(String name) {
        StringBuilder safe = new StringBuilder(name.length());
        name.chars().forEach(character -> safe.append(isNameCharacter(character) ? (char) character : '_'));
        boolean startsWell = !safe.isEmpty() && (Character.isLetter(safe.charAt(0)) || safe.charAt(0) == '_');
        return startsWell ? safe.toString() : "_" + safe;
    }

    private static boolean isNameCharacter(int character) {
        return character < 128
                && (Character.isLetterOrDigit(character) || character == '_' || character == '-' || character == '.');
    }

    /** XML 1.0, section 2.2; the rest cannot be written even as an escape. */
    private static boolean isAllowed(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || (codePoint >= 0x20 && codePoint != 0xFFFE && codePoint != 0xFFFF);
    }
}
