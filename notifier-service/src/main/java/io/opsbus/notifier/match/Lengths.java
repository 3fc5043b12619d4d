package io.opsbus.notifier.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Which lengths the prefixes have, and how many of them each. Immutable; there are no more lengths than a name has letters. */
record Lengths(List<Count> counts) {
    static final Lengths NONE = new Lengths(List.of());

    /** @param prefixes that are so long */
    record Count(int length, int prefixes) {}

    /** With so many more prefixes of a length, or fewer. */
    Lengths plus(int length, int more) {
        if (more == 0) {
            return this;
        }
        var all = new ArrayList<Count>(counts.size() + 1);
        var sum = more;
        for (var one : counts) {
            if (one.length == length) {
                sum += one.prefixes;
            } else {
                all.add(one);
            }
        }
        if (sum > 0) {
            var place = (int) all.stream().filter(one -> one.length < length).count();
            all.add(place, new Count(length, sum));
        }
        return new Lengths(List.copyOf(all));
    }

    /** Goes through those that are no longer than {@code most}, the shortest first. */
    void upTo(int most, IntConsumer each) {
        for (var one : counts) {
            if (one.length > most) {
                return;
            }
            each.accept(one.length);
        }
    }
}
