package io.opsbus.notifier.template;

import io.opsbus.notifier.FieldProblem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An own template that was read: a sheet for each of its texts. */
public final class Sheets {
    private final Map<Form, Sheet> sheets;

    private Sheets(Map<Form, Sheet> sheets) {
        this.sheets = sheets;
    }

    /** What a template makes of events. */
    public sealed interface Said {
        /** These words. */
        record Words(Message message) implements Said {}

        /** Nothing that could be sent. */
        record Nothing(FieldProblem why) implements Said {}
    }

    /**
     * Reads a template's texts.
     *
     * @param parts by the names of their fields
     * @param problems what is wrong with them is added here, and nothing is returned then
     */
    public static Optional<Sheets> read(Medium medium, Map<String, String> parts, List<FieldProblem> problems) {
        var found = new ArrayList<FieldProblem>();
        var sheets = new EnumMap<Form, Sheet>(Form.class);
        for (var form : medium.forms()) {
            var source = parts.get(form.field());
            if (source != null) {
                Sheet.read(form, source, found).ifPresent(sheet -> sheets.put(form, sheet));
            } else if (form.isNeeded()) {
                found.add(new FieldProblem(form.field(), "Missing", "a template of this medium has it"));
            }
        }
        var known = medium.forms().stream().map(Form::field).toList();
        parts.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> new FieldProblem(
                        name.length() > 64 ? name.substring(0, 64) : name, "Unknown", "there is no such field"))
                .forEach(found::add);
        problems.addAll(found);
        return found.isEmpty() ? Optional.of(new Sheets(sheets)) : Optional.empty();
    }

    /** Puts events into words. */
    public Said say(Map<String, ?> view) {
        var texts = new EnumMap<Form, String>(Form.class);
        for (var one : sheets.entrySet()) {
            var form = one.getKey();
            var text = one.getValue().bounded(view);
            if (text.isEmpty()) {
                return nothing(form, "TooLong", "makes a text of more than " + form.most() + " characters");
            }
            if (text.get().isEmpty()) {
                return nothing(form, "Missing", "says nothing: {{#single}} is for one event, {{^single}} for several");
            }
            texts.put(form, text.get());
        }
        return new Said.Words(Message.of(texts));
    }

    private static Said nothing(Form form, String code, String message) {
        return new Said.Nothing(new FieldProblem(form.field(), code, message));
    }
}
