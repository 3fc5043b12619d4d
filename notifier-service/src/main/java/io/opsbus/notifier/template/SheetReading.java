package io.opsbus.notifier.template;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.template.Sheet.Piece;
import io.opsbus.notifier.template.Vocabulary.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a template: of Mustache (mustache(5)) variables, sections, inverted sections and comments, with its rule that a tag alone on its line
 * takes the line away. Partials, other delimiters, unescaped variables and lambdas are not there.
 */
final class SheetReading {
    private static final int DEEPEST = 8;
    private static final int MOST_PROBLEMS = 20;
    private static final String OPEN = "{{";
    private static final Pattern TAG =
            Pattern.compile("\\{\\{(?:([#^/]?)[ \\t]*([A-Za-z][A-Za-z0-9]{0,31})[ \\t]*|!([^{}]*))}}");

    /** A section that is not closed yet. */
    private record Frame(String name, boolean absent, int line, Scope scope, List<Piece> body) {}

    private final Form form;
    private final String source;
    private final List<FieldProblem> problems = new ArrayList<>();
    private final Deque<Frame> open = new ArrayDeque<>();

    private SheetReading(Form form, String source) {
        this.form = form;
        this.source = source;
    }

    static Optional<List<Piece>> read(Form form, String source, List<FieldProblem> problems) {
        // a file ends in a line end, also that of a single line
        var reading = new SheetReading(form, form == Form.TITLE ? source.strip() : source);
        var pieces = reading.soundCharacters() ? reading.pieces() : List.<Piece>of();
        if (reading.problems.isEmpty() && form == Form.MAIL_HTML) {
            MarkupCheck.complaints(TAG.matcher(source).replaceAll(MarkupCheck.MARK))
                    .forEach(what -> reading.problem("Forbidden", what));
        }
        problems.addAll(reading.problems);
        return reading.problems.isEmpty() ? Optional.of(pieces) : Optional.empty();
    }

    private void problem(String code, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new FieldProblem(form.field(), code, message));
        }
    }

    private void problem(int at, String code, String message) {
        var line = 1 + source.substring(0, at).chars().filter(c -> c == '\n').count();
        problem(code, "line " + line + ": " + message);
    }

    private boolean soundCharacters() {
        if (source.length() > form.longest()) {
            problem("TooLong", "has at most " + form.longest() + " characters");
        } else if (source.isBlank()) {
            problem("Missing", "says nothing");
        } else if (source.chars().anyMatch(c -> Character.isISOControl(c) && !isLayout(c))) {
            problem("Invalid", form == Form.TITLE ? "is one line" : "has no control characters");
        }
        return problems.isEmpty();
    }

    private boolean isLayout(int c) {
        return form != Form.TITLE && (c == '\n' || c == '\r' || c == '\t');
    }

    private List<Piece> pieces() {
        var all = new Frame("", false, 0, Vocabulary.ROOT, new ArrayList<>());
        open.push(all);
        var tag = TAG.matcher(source);
        var at = 0;
        for (var start = source.indexOf(OPEN); start >= 0; start = source.indexOf(OPEN, at)) {
            if (!tag.region(start, source.length()).lookingAt()) {
                problem(
                        start,
                        "Invalid",
                        "{{ begins {{field}}, {{#section}}, {{^section}}, {{/section}} or {{! comment }}, and nothing else does");
                return List.of();
            }
            var isField = tag.group(3) == null && tag.group(1).isEmpty();
            var next = isField ? -1 : lineEnd(start, tag.end());
            plain(at, next < 0 ? start : Math.max(at, lineStart(start)));
            at = next < 0 ? tag.end() : next;
            if (tag.group(3) == null && !take(tag.group(1), tag.group(2), start)) {
                return List.of();
            }
        }
        plain(at, source.length());
        if (open.size() > 1) {
            var last = open.element();
            problem(last.line, "Invalid", "{{#" + last.name + "}} is not closed");
        }
        return all.body;
    }

    private void plain(int from, int to) {
        if (to > from) {
            open.element().body.add(new Piece.Plain(source.substring(from, to)));
        }
    }

    private int lineStart(int at) {
        return source.lastIndexOf('\n', at - 1) + 1;
    }

    /** Where the next line begins, when nothing but this tag is on its line; -1 otherwise. */
    private int lineEnd(int start, int end) {
        var after = end;
        while (after < source.length() && isBlank(source.charAt(after))) {
            after++;
        }
        var isLast = after == source.length();
        return source.substring(lineStart(start), start).isBlank() && (isLast || source.charAt(after) == '\n')
                ? (isLast ? after : after + 1)
                : -1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    /** Whether reading can go on. */
    private boolean take(String mark, String name, int at) {
        return switch (mark) {
            case "" -> field(name, at);
            case "/" -> close(name, at);
            default -> begin(name, mark.equals("^"), at);
        };
    }

    private boolean field(String name, int at) {
        if (scopes().stream().noneMatch(scope -> scope.texts().contains(name))) {
            unknown(name, at);
        }
        open.element().body.add(new Piece.Field(name));
        return true;
    }

    private boolean begin(String name, boolean absent, int at) {
        if (open.size() > DEEPEST) {
            problem(at, "Invalid", "sections are at most " + DEEPEST + " deep");
            return false;
        }
        if (open.stream().anyMatch(frame -> frame.name.equals(name) && !frame.absent)) {
            problem(at, "Invalid", "{{#" + name + "}} is within itself");
            return false;
        }
        var inner = scopes().stream()
                .map(Scope::inner)
                .filter(map -> map.containsKey(name))
                .findFirst();
        if (inner.isEmpty()
                && scopes().stream().noneMatch(scope -> scope.texts().contains(name))) {
            unknown(name, at);
        }
        var here = open.element().scope;
        var scope =
                absent ? here : inner.map(map -> map.getOrDefault(name, here)).orElse(here);
        open.push(new Frame(name, absent, at, scope, new ArrayList<>()));
        return true;
    }

    private boolean close(String name, int at) {
        var frame = open.element();
        if (open.size() == 1 || !frame.name.equals(name)) {
            problem(at, "Invalid", "{{/" + name + "}} closes nothing that is open here");
            return false;
        }
        open.pop();
        open.element().body.add(new Piece.Section(name, frame.absent, List.copyOf(frame.body)));
        return true;
    }

    /** What can be named here, the innermost first. */
    private List<Scope> scopes() {
        return open.stream().map(Frame::scope).distinct().toList();
    }

    private void unknown(String name, int at) {
        var known = scopes().stream().map(Scope::list).toList();
        problem(
                at,
                "Unknown",
                "there is no " + name + " here; there are " + String.join("; and from around it ", known));
    }
}
