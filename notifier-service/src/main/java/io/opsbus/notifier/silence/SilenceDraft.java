package io.opsbus.notifier.silence;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.shelf.Key;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A silence as somebody asked for it, not yet checked.
 *
 * @param from a time; empty: now
 * @param until a time
 */
public record SilenceDraft(Scope scope, String from, String until, String author, String comment) {
    /** A silence that lasts longer is a rule that should be changed. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private static final int MOST_AUTHOR = 64;
    private static final int MOST_COMMENT = 512;

    /** What checking a draft comes to. */
    public sealed interface Checked {
        /** The draft is sound. */
        record Sound(Silence silence) implements Checked {}

        /** The draft is not; every problem found. */
        record Unsound(List<FieldProblem> problems) implements Checked {}
    }

    /** Checks every field and makes the silence; what it says of the past is of no effect. */
    public Checked check(Key key, Instant now) {
        var problems = new ArrayList<FieldProblem>();
        var _ = scope.check(problems);
        var start = from.isEmpty() ? Optional.of(now) : time("from", from, problems);
        var end = until.isEmpty() ? missing(problems) : time("until", until, problems);
        if (start.isPresent() && end.isPresent()) {
            span(start.get(), end.get(), now, problems);
        }
        say(author, comment, problems);
        return problems.isEmpty()
                ? new Checked.Sound(new Silence(
                        key, scope, start.orElseThrow(), end.orElseThrow(), new Silence.Note(author, comment, now)))
                : new Checked.Unsound(List.copyOf(problems));
    }

    private static Optional<Instant> missing(List<FieldProblem> problems) {
        problems.add(new FieldProblem("until", "Missing", "a silence has an end, such as 2026-11-23T12:00:00Z"));
        return Optional.empty();
    }

    private static Optional<Instant> time(String field, String text, List<FieldProblem> problems) {
        try {
            var at = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            if (!at.isBefore(Instant.EPOCH) && !at.toString().startsWith("+")) {
                return Optional.of(at);
            }
        } catch (DateTimeException _) {
            // told below
        }
        problems.add(new FieldProblem(field, "Invalid", "must be a time such as 2026-11-23T12:00:00Z"));
        return Optional.empty();
    }

    private static void span(Instant start, Instant end, Instant now, List<FieldProblem> problems) {
        if (!start.isBefore(end)) {
            problems.add(new FieldProblem("until", "Invalid", "must be after its beginning"));
        } else if (!end.isAfter(now)) {
            problems.add(new FieldProblem("until", "Invalid", "is over already"));
        } else if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            problems.add(new FieldProblem(
                    "until", "Invalid", "at most " + LONGEST.toDays() + " days; for longer, change the rules"));
        }
    }

    /** Who made something that keeps events back, and why. */
    static void say(String author, String comment, List<FieldProblem> problems) {
        text("author", author, MOST_AUTHOR, problems);
        text("comment", comment, MOST_COMMENT, problems);
    }

    private static void text(String field, String text, int most, List<FieldProblem> problems) {
        if (text.isBlank()) {
            problems.add(new FieldProblem(field, "Missing", "say who, and why: whoever finds it later must know"));
        } else if (text.length() > most || !Scope.isText(text)) {
            problems.add(new FieldProblem(
                    field, "Invalid", "at most " + most + " characters, none of them a control character"));
        }
    }
}
