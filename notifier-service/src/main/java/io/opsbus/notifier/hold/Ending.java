package io.opsbus.notifier.hold;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one attempt ended.
 *
 * @param answer to it, whether it failed or not
 */
public record Ending(TargetId target, AccountId account, boolean success, Streak.Answer answer) {
    /**
     * What a batch of endings says of its targets: a failure from before a target's success says nothing more.
     *
     * @param successes when the last successful attempt at each target began
     * @param failures those after it
     */
    public record Batch(Map<TargetId, Instant> successes, List<Ending> failures) {
        /** Sums up. */
        public static Batch of(List<Ending> endings) {
            var successes = new HashMap<TargetId, Instant>();
            for (var one : endings) {
                if (one.success) {
                    successes.merge(one.target, one.answer.at(), (a, b) -> a.isAfter(b) ? a : b);
                }
            }
            var failures = endings.stream()
                    .filter(one -> !one.success)
                    .filter(one -> one.answer.at().isAfter(successes.getOrDefault(one.target, Instant.MIN)))
                    .toList();
            return new Batch(Map.copyOf(successes), failures);
        }
    }
}
