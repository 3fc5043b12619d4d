package io.opsbus.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A decoded answer in one form, whichever SDK decoded it: wire names, and lists without the wrapper the wire puts around
 * them ({@code "Instances":{"Instance":[…]}} is the list {@code Instances}).
 */
public final class Body {
    private final JsonElement tree;

    private Body(JsonElement tree) {
        this.tree = tree;
    }

    /** A body in which every list stands in its wrapper, as on the wire. */
    public static Body wrapped(JsonElement json) {
        return new Body(normal(unwrapped(json)));
    }

    /** A body whose lists have no wrapper; names may start in lower case. */
    public static Body plain(JsonElement json) {
        return new Body(normal(json));
    }

    /** A body from the text of a JSON answer. */
    public static Body parse(String json) {
        return wrapped(JsonParser.parseString(json));
    }

    /**
     * The scalar at a path of names, such as {@code VpcAttributes.VpcId}.
     *
     * @throws AssertionError when there is none
     */
    public String text(String path) {
        String found = find(path);
        if (found == null) {
            throw new AssertionError("no " + path + " in " + tree);
        }
        return found;
    }

    /** The number at a path. */
    public int number(String path) {
        return Integer.parseInt(text(path));
    }

    /** The scalar at a path, or null. */
    public @Nullable String find(String path) {
        JsonElement at = at(path);
        return at instanceof JsonPrimitive scalar ? scalar(scalar) : null;
    }

    /** The elements of the list at a path; empty when there is none. */
    public List<Body> list(String path) {
        return at(path) instanceof JsonArray array
                ? array.asList().stream().map(Body::new).toList()
                : List.of();
    }

    /** The texts of the list of scalars at a path; empty when there is none. */
    public List<String> texts(String path) {
        return at(path) instanceof JsonArray array
                ? array.asList().stream()
                        .map(one -> scalar(one.getAsJsonPrimitive()))
                        .toList()
                : List.of();
    }

    /** Every scalar by its path, list places in brackets, in the order of the paths. Empty texts count as absent. */
    public Map<String, String> leaves() {
        Map<String, String> leaves = new TreeMap<>();
        collect("", tree, leaves);
        return leaves;
    }

    /**
     * What of {@code wire} is not in this body with the same value: {@code path=value} of the wire, and what is here.
     */
    public List<String> lost(Body wire) {
        Map<String, String> here = leaves();
        return wire.leaves().entrySet().stream()
                .filter(leaf -> !leaf.getValue().equals(here.get(leaf.getKey())))
                .map(leaf -> leaf + ", decoded: " + here.get(leaf.getKey()))
                .toList();
    }

    @Override
    public String toString() {
        return tree.toString();
    }

    private @Nullable JsonElement at(String path) {
        JsonElement here = tree;
        for (String name : path.split("\\.", -1)) {
            if (!(here instanceof JsonObject object) || !object.has(name)) {
                return null;
            }
            here = object.get(name);
        }
        return here;
    }

    private static void collect(String path, JsonElement at, Map<String, String> leaves) {
        switch (at) {
            case JsonObject object ->
                object.asMap()
                        .forEach((name, value) -> collect(path.isEmpty() ? name : path + "." + name, value, leaves));
            case JsonArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    collect(path + "[" + i + "]", array.get(i), leaves);
                }
            }
            case JsonPrimitive scalar -> {
                if (!scalar(scalar).isEmpty()) {
                    leaves.put(path, scalar(scalar));
                }
            }
            default -> {} // null
        }
    }

    private static String scalar(JsonPrimitive scalar) {
        return scalar.isNumber()
                ? new BigDecimal(scalar.getAsString()).stripTrailingZeros().toPlainString()
                : scalar.getAsString();
    }

    private static JsonElement normal(JsonElement json) {
        return switch (json) {
            case JsonObject object -> {
                JsonObject named = new JsonObject();
                object.asMap().forEach((name, value) -> named.add(capital(name), normal(value)));
                yield named;
            }
            case JsonArray array -> mapped(array, Body::normal);
            default -> json;
        };
    }

    private static JsonElement unwrapped(JsonElement json) {
        return switch (json) {
            case JsonObject object
            when isWrapper(object) ->
                unwrapped(object.asMap().values().iterator().next());
            case JsonObject object -> {
                JsonObject bare = new JsonObject();
                object.asMap().forEach((name, value) -> bare.add(name, unwrapped(value)));
                yield bare;
            }
            case JsonArray array -> mapped(array, Body::unwrapped);
            default -> json;
        };
    }

    private static JsonArray mapped(JsonArray array, UnaryOperator<JsonElement> each) {
        JsonArray mapped = new JsonArray();
        array.forEach(one -> mapped.add(each.apply(one)));
        return mapped;
    }

    private static boolean isWrapper(JsonObject object) {
        return object.size() == 1 && object.asMap().values().iterator().next().isJsonArray();
    }

    private static String capital(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
