package io.opsbus.notifier.rpc;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.notifier.template.TemplateName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a template's JSON as strictly as a subscription's; every problem is named. */
final class TemplateReading {
    private TemplateReading() {}

    /** What reading came to. */
    sealed interface Read {
        /** A template that can be read, and its texts as they were given. */
        record Sound(Map<String, String> parts, Sheets sheets) implements Read {}

        /** None. */
        record Unsound(ApiError error, List<FieldProblem> problems) implements Read {}
    }

    static Read read(ApiRequest request, TemplateName name) {
        if (request.body().isEmpty()) {
            return new Read.Unsound(ApiError.TOO_LARGE, List.of());
        }
        var object = DraftReading.object(request.body().get().bytes());
        if (object.isEmpty()) {
            return new Read.Unsound(ApiError.MALFORMED, List.of());
        }
        var parts = new HashMap<String, String>();
        var problems = new ArrayList<FieldProblem>();
        for (var field : object.get().properties()) {
            if (field.getValue().isTextual()) {
                parts.put(field.getKey(), field.getValue().textValue());
            } else if (!field.getValue().isNull()) {
                problems.add(new FieldProblem(DraftReading.shown(field.getKey()), "Invalid", "must be a string"));
            }
        }
        var sheets = Sheets.read(name.medium(), parts, problems);
        return problems.isEmpty() && sheets.isPresent()
                ? new Read.Sound(parts, sheets.get())
                : new Read.Unsound(ApiError.INVALID, problems);
    }
}
