package io.opsbus.notifier.silence;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.condition.Search;
import io.opsbus.notifier.draft.SelectorDraft;
import io.opsbus.notifier.rule.EventPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events, in the words they were asked for with.
 *
 * @param statuses empty: whatever the content says
 * @param words a sentence for {@link Search}; empty: whatever the content says
 */
public record Scope(
        List<String> levels,
        List<String> names,
        String product,
        List<String> resources,
        List<String> statuses,
        String words) {
    private static final SelectorDraft.Products PRODUCTS = new SelectorDraft.Products(
            Set.of("ECS", "OpsBus", EventPattern.CUSTOM_PRODUCT),
            "the product is ECS, CUSTOM for events of your own, or OpsBus for this system's own");

    public Scope {
        levels = List.copyOf(levels);
        names = List.copyOf(names);
        resources = List.copyOf(resources);
        statuses = List.copyOf(statuses);
    }

    /** The form events are asked by; empty when problems were added. */
    Optional<Selector> check(List<FieldProblem> problems) {
        var before = problems.size();
        var asked = statuses.isEmpty() ? Optional.<List<String>>empty() : Optional.of(statuses);
        var plain = new SelectorDraft(levels, names, product, resources, asked).check(PRODUCTS, problems);
        var sentence = Search.parse(words);
        if (!words.isEmpty() && (sentence.isEmpty() || !isText(words))) {
            problems.add(new FieldProblem(
                    "words",
                    "Invalid",
                    "must be words joined by and, or, not and brackets, at most " + Search.MAX + " characters"));
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(sentence.map(plain::with).orElse(plain));
    }

    /** The form events are asked by; empty when it is not sound any more. */
    Optional<Selector> selector() {
        return check(new ArrayList<>());
    }

    /** Whether it can be stored and shown: no control character, no half of a pair. */
    static boolean isText(String text) {
        return text.codePoints().noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
    }
}
