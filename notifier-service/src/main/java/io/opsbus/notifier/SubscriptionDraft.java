package io.opsbus.notifier;

import io.opsbus.notifier.draft.SelectorDraft;
import io.opsbus.notifier.pace.PaceDraft;
import io.opsbus.notifier.targets.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A subscription as somebody asked for it, not yet checked. Absent lists are given as empty lists.
 *
 * @param statuses empty optional when the request has no such filter
 * @param target its fields, as {@link Target#read} takes them
 * @param fallback likewise; empty when the request names none
 * @param order the word for a {@link ResourceOrder}; empty when the request names none
 */
public record SubscriptionDraft(
        List<String> levels,
        List<String> names,
        String product,
        List<String> resources,
        Optional<List<String>> statuses,
        Map<String, ?> target,
        boolean enabled,
        PaceDraft pace,
        Optional<Second> fallback,
        Optional<String> order) {
    private static final String ORDER = "resourceOrder";
    private static final SelectorDraft.Products PRODUCTS = new SelectorDraft.Products(
            Set.of("ECS", "OpsBus"), "the product is ECS, or OpsBus for this system's own events");

    /**
     * The fallback asked for.
     *
     * @param whenDisabled whether it takes what is new at once while the own target is disabled
     */
    public record Second(Map<String, ?> target, boolean whenDisabled) {}

    /** A draft that wants to be told everything at once, in one place. */
    public SubscriptionDraft(
            List<String> levels,
            List<String> names,
            String product,
            List<String> resources,
            Optional<List<String>> statuses,
            Map<String, ?> target,
            boolean enabled) {
        this(
                levels,
                names,
                product,
                resources,
                statuses,
                target,
                enabled,
                PaceDraft.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** What checking a draft comes to. */
    public sealed interface Checked {
        /** The draft is sound. */
        record Sound(Subscription subscription) implements Checked {}

        /** The draft is not; every problem found, in the order of the fields. */
        record Unsound(List<FieldProblem> problems) implements Checked {}
    }

    /** Checks every field and makes version 1 of the subscription. */
    public Checked check(SubscriptionId id, AccountId account) {
        var problems = new ArrayList<FieldProblem>();
        var selector = new SelectorDraft(levels, names, product, resources, statuses).check(PRODUCTS, problems);
        var place = place("target", target, problems);
        var second = fallback.flatMap(
                asked -> place("fallback", asked.target(), problems).map(at -> new Fallback(at, asked.whenDisabled())));
        var told = pace.check(problems);
        var kept = order.map(word -> checkOrder(word, place, problems)).orElse(ResourceOrder.NONE);
        if (!problems.isEmpty() || place.isEmpty()) {
            return new Checked.Unsound(List.copyOf(problems));
        }
        var plain = new Subscription(id, account, 1, List.of(selector), place.get(), enabled, told);
        return new Checked.Sound(plain.with(second).with(kept));
    }

    private static ResourceOrder checkOrder(String word, Optional<Target> place, List<FieldProblem> problems) {
        var known = ResourceOrder.of(word);
        if (known.isEmpty()) {
            problems.add(new FieldProblem(
                    ORDER, "Unknown", "an order is BLOCK, SKIP or SUPERSEDE; without one, leave the field out"));
        } else if (place.filter(at -> at.rate().digests()).isPresent()) {
            problems.add(new FieldProblem(
                    ORDER, "Invalid", "people are told several events in one message; an order is for programs"));
        }
        return known.orElse(ResourceOrder.NONE);
    }

    private static Optional<Target> place(String field, Map<String, ?> form, List<FieldProblem> problems) {
        var place = Target.read(field, form, problems);
        place.map(Target::kind)
                .filter(kind -> !kind.offered())
                .ifPresent(kind -> problems.add(new FieldProblem(
                        field + ".type", "NotYet", "nothing can be sent to a " + kind.word() + " yet")));
        return place;
    }
}
