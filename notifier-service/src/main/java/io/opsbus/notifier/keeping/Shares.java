package io.opsbus.notifier.keeping;

import io.opsbus.notifier.AccountId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who loses when all have more than there is room for: whoever has the most, down to one height. Who has less than an equal share loses nothing. */
final class Shares {
    private Shares() {}

    /** What is left to each account that must lose some; empty while there is room for all. */
    static Map<AccountId, Long> left(Map<AccountId, Long> sizes, long most) {
        var left = new LinkedHashMap<AccountId, Long>();
        var room = most;
        var others = sizes.size();
        var upwards = sizes.entrySet().stream()
                .sorted(Map.Entry.<AccountId, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(AccountId::value))))
                .toList();
        for (var one : upwards) {
            var share = Math.min(one.getValue(), room / others);
            if (share < one.getValue()) {
                left.put(one.getKey(), share);
            }
            room -= share;
            others--;
        }
        return left;
    }
}
