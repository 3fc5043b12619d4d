package io.opsbus.queue.store;

import io.opsbus.queue.message.Property;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Properties as one text: one a line, fields separated by blanks, each percent-encoded. */
final class PropertyText {
    private static final String SYSTEMS = "s";
    private static final String USERS = "u";

    private PropertyText() {}

    /** Null when there are none, as with almost every message. */
    static @Nullable String write(List<Property> properties) {
        return properties.isEmpty()
                ? null
                : properties.stream()
                        .map(one -> Stream.of(one.isSystems() ? SYSTEMS : USERS, one.name(), one.value(), one.type())
                                .map(field -> URLEncoder.encode(field, StandardCharsets.UTF_8))
                                .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining("\n"));
    }

    static List<Property> read(@Nullable String text) {
        return text == null ? List.of() : text.lines().map(PropertyText::one).toList();
    }

    private static Property one(String line) {
        List<String> fields = Stream.of(line.split(" ", 4))
                .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                .toList();
        return new Property(fields.get(0).equals(SYSTEMS), fields.get(1), fields.get(2), fields.get(3));
    }
}
