package io.opsbus.notifier.draft;

import io.opsbus.notifier.Fallback;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionDraft;
import io.opsbus.notifier.SubscriptionDraft.Checked;
import io.opsbus.notifier.SubscriptionDraft.Second;
import io.opsbus.notifier.targets.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a subscription shall be from now on, not yet checked. What is left out is as in a new one, but for the switch, which stays as it is.
 *
 * @param told what is ours and was given, by field: what was told may be given back whole, as it is
 * @param version the one that was read; empty: whichever it is
 */
public record SubscriptionEdit(
        SubscriptionDraft draft, Map<String, String> told, Optional<Long> version, Optional<Boolean> enabled) {
    /** Keeps its own copy. */
    public SubscriptionEdit {
        told = Map.copyOf(told);
    }

    /** Whether it is meant for this version. */
    public boolean isOf(long present) {
        return version.map(asked -> asked == present).orElse(true);
    }

    /** Checks every field and makes the next version of the subscription. */
    public Checked check(Subscription present) {
        var problems = new ArrayList<FieldProblem>();
        var target = present.id().target();
        same("id", present.id().value(), problems);
        same("accountId", present.account().value(), problems);
        same("targetId", target.value(), problems);
        same("fallbackTargetId", target.fallback().value(), problems);
        var own = new KeptSecrets("target", present.target().form(), problems).filled(draft.target());
        var before = present.fallback().map(Fallback::target);
        var kept = new KeptSecrets("fallback", before.map(Target::form).orElse(Map.of()), problems);
        var second = draft.fallback().map(asked -> new Second(kept.filled(asked.target()), asked.whenDisabled()));
        var whole = new SubscriptionDraft(
                draft.levels(),
                draft.names(),
                draft.product(),
                draft.resources(),
                draft.statuses(),
                own,
                enabled.orElse(present.enabled()),
                draft.pace(),
                second,
                draft.order());
        return switch (whole.check(present.id(), present.account())) {
            case Checked.Unsound(var more) -> {
                problems.addAll(more);
                yield new Checked.Unsound(List.copyOf(problems));
            }
            case Checked.Sound(var next) -> {
                sameKind("target", present.target(), next.target(), problems);
                next.fallback()
                        .map(Fallback::target)
                        .ifPresent(after -> before.ifPresent(one -> sameKind("fallback", one, after, problems)));
                yield problems.isEmpty()
                        ? new Checked.Sound(next.after(present))
                        : new Checked.Unsound(List.copyOf(problems));
            }
        };
    }

    private void same(String field, String is, List<FieldProblem> problems) {
        if (!told.getOrDefault(field, is).equals(is)) {
            problems.add(
                    new FieldProblem(field, "Invalid", "this cannot be changed: leave it out, or give it as it is"));
        }
    }

    /** What waits for the target was parked as its kind is told. */
    private static void sameKind(String field, Target before, Target after, List<FieldProblem> problems) {
        if (before.kind() != after.kind()) {
            problems.add(new FieldProblem(
                    field + ".type", "Invalid", "a " + before.kind().word() + " stays one; make another subscription"));
        }
    }
}
