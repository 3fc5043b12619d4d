package io.opsbus.conformance.sdk;

import static java.util.stream.Collectors.joining;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.opsbus.conformance.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One answer of every action, with every field the SDKs' documents show. */
record Sample(String action, String json) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "samples");

    static List<Sample> all() {
        try (var files = Files.list(
                Path.of(System.getProperty("opsbus.home"), "conformance").resolve(FOLDER))) {
            return files.sorted().map(Sample::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Wire asJson() {
        return new Wire(200, "application/json;charset=utf-8", json);
    }

    /** The same in XML: a list is its wrapper with the element repeated. */
    Wire asXml() {
        String root = action + "Response";
        return new Wire(
                200,
                "text/xml;charset=utf-8",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + element(root, JsonParser.parseString(json)));
    }

    @Override
    public String toString() {
        return action;
    }

    private static Sample read(Path file) {
        try {
            return new Sample(file.getFileName().toString().replace(".json", ""), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String element(String name, JsonElement value) {
        return switch (value) {
            case JsonArray array ->
                array.asList().stream().map(one -> element(name, one)).collect(joining());
            case JsonObject object ->
                "<" + name + ">"
                        + object.asMap().entrySet().stream()
                                .map(member -> element(member.getKey(), member.getValue()))
                                .collect(joining())
                        + "</" + name + ">";
            default -> "<" + name + ">" + escaped(value.getAsString()) + "</" + name + ">";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
