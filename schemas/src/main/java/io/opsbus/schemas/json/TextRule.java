package io.opsbus.schemas.json;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What a text field may hold: its schema's {@code wireForm} ({@code id}, {@code arn}) and {@code wireValues}. */
final class TextRule {
    private static final int LONGEST_ID = 512;
    private static final int LONGEST_TEXT = 4096;

    /** How a text is built. */
    private enum Form {
        TEXT,
        ID,
        ARN
    }

    private final Form form;
    private final Map<String, String> values;
    private final String valueList;

    private TextRule(Form form, List<String> values) {
        this.form = form;
        this.values = values.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));
        this.valueList = String.join(", ", values);
    }

    static TextRule of(Schema.Field field) {
        String word = field.getProp("wireForm");
        Form form = word == null
                ? Form.TEXT
                : switch (word) {
                    case "id" -> Form.ID;
                    case "arn" -> Form.ARN;
                    default -> throw new IllegalStateException(field.name() + ": no wire form of a text: " + word);
                };
        return new TextRule(form, values(field.getObjectProp("wireValues")));
    }

    private static List<String> values(@Nullable Object property) {
        return property instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /** What is wrong with the text, or null when it is fit. */
    @Nullable
    String complaint(String text) {
        if (!values.isEmpty()) {
            return values.containsKey(text) ? null : "must be one of " + valueList;
        }
        int longest = form == Form.TEXT ? LONGEST_TEXT : LONGEST_ID;
        if (text.length() > longest) {
            return "must not be longer than " + longest + " characters";
        }
        String complaint = form == Form.TEXT ? textComplaint(text) : idComplaint(text);
        return complaint == null && form == Form.ARN && !isArn(text)
                ? "must be an ARN: acs:ecs:<region>:<account>:<type>/<id>"
                : complaint;
    }

    private static @Nullable String textComplaint(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "must not contain U+0000";
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return "must not contain half a surrogate pair";
                }
                i++;
            }
        }
        return null;
    }

    private static @Nullable String idComplaint(String text) {
        if (text.isEmpty()) {
            return "must not be empty";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~') {
                return "must be printable ASCII without spaces";
            }
        }
        return null;
    }

    /** The last segment becomes the record key, so it must be there; nothing else of the ARN is trusted or needed. */
    private static boolean isArn(String text) {
        int slash = text.lastIndexOf('/');
        return text.startsWith("acs:ecs:") && slash > 0 && slash < text.length() - 1;
    }
}
