package io.opsbus.rpc.json;

import io.opsbus.rpc.reply.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON (RFC 8259) strictly: bounded depth, no duplicate names, nothing behind the value. */
public final class JsonReader {
    private static final int DEEPEST = 32;

    private final JsonScanner in;

    private JsonReader(String text) {
        this.in = new JsonScanner(text);
    }

    /** A JSON array of strings; empty for anything else, and for strings with U+0000, which no store keeps. */
    public static Optional<List<String>> texts(String json) {
        return read(json)
                .flatMap(tree -> tree instanceof Tree.Bare(List<Tree> items) ? texts(items) : Optional.empty());
    }

    private static Optional<List<String>> texts(List<Tree> items) {
        List<String> texts = new ArrayList<>();
        for (Tree item : items) {
            if (!(item instanceof Tree.Text(String text)) || text.indexOf('\0') >= 0) {
                return Optional.empty();
            }
            texts.add(text);
        }
        return Optional.of(List.copyOf(texts));
    }

    /** A JSON object whose values are strings, numbers or booleans, these as texts; empty for anything else. */
    public static Optional<Map<String, String>> textMap(String json) {
        return read(json).flatMap(tree -> tree instanceof Tree.Fields fields ? textMap(fields) : Optional.empty());
    }

    private static Optional<Map<String, String>> textMap(Tree.Fields fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (var field : fields.values().entrySet()) {
            if (field.getKey().indexOf('\0') >= 0) {
                return Optional.empty();
            }
            switch (field.getValue()) {
                case Tree.Text(String text)
                when text.indexOf('\0') >= 0 -> {
                    return Optional.empty();
                }
                case Tree.Text(String text) -> texts.put(field.getKey(), text);
                case Tree.Whole(long number) -> texts.put(field.getKey(), Long.toString(number));
                case Tree.Decimal(BigDecimal number) -> texts.put(field.getKey(), number.toPlainString());
                case Tree.Flag(boolean flag) -> texts.put(field.getKey(), Boolean.toString(flag));
                case Tree.Fields _, Tree.Wrapped _, Tree.Bare _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(texts);
    }

    /**
     * Any JSON value as a tree; an array becomes {@link Tree.Bare}. {@code null} inside an object is left out.
     *
     * @return empty when it is not JSON, is {@code null}, or is nested deeper than 32
     */
    public static Optional<Tree> read(String json) {
        try {
            JsonReader reader = new JsonReader(json);
            Optional<Tree> tree = reader.value(0);
            return reader.in.atEnd() ? tree : Optional.empty();
        } catch (JsonScanner.NotJson broken) {
            return Optional.empty();
        }
    }

    private Optional<Tree> value(int depth) {
        if (depth > DEEPEST) {
            throw new JsonScanner.NotJson();
        }
        return switch (in.peek()) {
            case '{' -> Optional.of(object(depth));
            case '[' -> Optional.of(array(depth));
            case '"' -> Optional.of(new Tree.Text(in.string()));
            case 't' -> in.literal("true", Optional.of(new Tree.Flag(true)));
            case 'f' -> in.literal("false", Optional.of(new Tree.Flag(false)));
            case 'n' -> in.literal("null", Optional.empty());
            default -> Optional.of(number(in.number()));
        };
    }

    private static Tree number(BigDecimal number) {
        boolean isLong = number.scale() <= 0
                && number.precision() - number.scale() <= 19
                && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                && number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0;
        return isLong ? new Tree.Whole(number.longValue()) : new Tree.Decimal(number);
    }

    private Tree object(int depth) {
        Map<String, Optional<Tree>> found = new LinkedHashMap<>();
        in.take('{');
        if (!in.tookIf('}')) {
            do {
                String name = in.key();
                in.take(':');
                if (found.put(name, value(depth + 1)) != null) {
                    throw new JsonScanner.NotJson();
                }
            } while (in.tookIf(','));
            in.take('}');
        }
        Tree.Builder fields = Tree.build();
        found.forEach((name, value) -> value.ifPresent(tree -> fields.put(name, tree)));
        return fields.end();
    }

    private Tree array(int depth) {
        List<Tree> items = new ArrayList<>();
        in.take('[');
        if (!in.tookIf(']')) {
            do {
                items.add(value(depth + 1).orElseThrow(JsonScanner.NotJson::new));
            } while (in.tookIf(','));
            in.take(']');
        }
        return new Tree.Bare(items);
    }
}
