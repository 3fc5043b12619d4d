package io.opsbus.schemas.json;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one event; bounded, for the input is hostile. */
final class Problems {
    private static final int MOST = 50;
    private static final int LONGEST_QUOTE = 64;

    private final List<FieldError> errors = new ArrayList<>();

    void add(String field, String code, String message) {
        if (errors.size() < MOST) {
            errors.add(new FieldError(field, code, message));
        } else if (errors.size() == MOST) {
            errors.add(new FieldError("", FieldError.TOO_MANY_ERRORS, "only the first " + MOST + " errors are listed"));
        }
    }

    boolean none() {
        return errors.isEmpty();
    }

    List<FieldError> list() {
        return List.copyOf(errors);
    }

    /** Text of the sender, fit for a message or a log line. */
    static String quote(String text) {
        int end = Math.min(text.length(), LONGEST_QUOTE);
        StringBuilder quoted = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return end < text.length() ? quoted.append('…').toString() : quoted.toString();
    }
}
