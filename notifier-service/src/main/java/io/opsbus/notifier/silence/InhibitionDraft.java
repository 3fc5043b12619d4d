package io.opsbus.notifier.silence;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.shelf.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An inhibition as somebody asked for it, not yet checked.
 *
 * @param atMostMinutes its bound
 */
public record InhibitionDraft(Scope begins, Scope ends, Scope mutes, int atMostMinutes, String author, String comment) {

    /** What checking a draft comes to. */
    public sealed interface Checked {
        /** The draft is sound. */
        record Sound(Inhibition inhibition) implements Checked {}

        /** The draft is not; every problem found. */
        record Unsound(List<FieldProblem> problems) implements Checked {}
    }

    /** Checks every field and makes the inhibition. */
    public Checked check(Key key, Instant now) {
        var problems = new ArrayList<FieldProblem>();
        check("begins", begins, problems);
        check("ends", ends, problems);
        check("mutes", mutes, problems);
        if (problems.isEmpty() && begins.equals(ends)) {
            problems.add(new FieldProblem(
                    "ends", "Invalid", "what begins it cannot be what ends it; statuses tell them apart"));
        }
        if (atMostMinutes < 1 || atMostMinutes > Inhibition.LONGEST.toMinutes()) {
            problems.add(new FieldProblem(
                    "atMostMinutes",
                    atMostMinutes == 0 ? "Missing" : "Invalid",
                    "1 to " + Inhibition.LONGEST.toMinutes() + ": an end may never come"));
        }
        SilenceDraft.say(author, comment, problems);
        return problems.isEmpty()
                ? new Checked.Sound(new Inhibition(
                        key,
                        begins,
                        ends,
                        mutes,
                        Duration.ofMinutes(atMostMinutes),
                        new Silence.Note(author, comment, now)))
                : new Checked.Unsound(List.copyOf(problems));
    }

    private static void check(String field, Scope scope, List<FieldProblem> problems) {
        var own = new ArrayList<FieldProblem>();
        var _ = scope.check(own);
        own.forEach(one -> problems.add(new FieldProblem(field + "." + one.field(), one.code(), one.message())));
    }
}
