package io.opsbus.notifier.journal;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** One attempt, as it is remembered. */
public record Entry(Place place, Subject subject, Result result) {
    /**
     * Whether its subscription is another one by now: compared is what was used, the target of the attempt, or, when none was made, what routed the event.
     *
     * @param current the version its subscription, or rule, has now; empty: it is deleted
     * @return empty when the version that was used is not known
     */
    public Optional<Boolean> isChanged(Optional<Long> current) {
        var used = result.madeWith() == 0 ? subject.version() : result.madeWith();
        return used == 0
                ? Optional.empty()
                : Optional.of(current.filter(now -> now == used).isEmpty());
    }

    /**
     * Whose delivery, and of what.
     *
     * @param rule name of the event rule the subscription stems from; empty for a subscription of its own
     * @param eventId empty in records written before it was told
     * @param eventName likewise
     * @param silence what kept it back; empty when nothing did
     * @param version of the subscription, or its rule, by which the event was routed; 0: not known
     */
    public record Subject(
            AccountId account,
            SubscriptionId subscription,
            String rule,
            TargetId target,
            String eventId,
            String eventName,
            String silence,
            long version) {
        /** Of what nothing kept back. */
        public Subject(
                AccountId account,
                SubscriptionId subscription,
                String rule,
                TargetId target,
                String eventId,
                String eventName) {
            this(account, subscription, rule, target, eventId, eventName, "", 0);
        }
    }

    /**
     * How it ended.
     *
     * @param outcome a short word such as {@code 2xx}, {@code timeout}, {@code smtp-5xx}
     * @param httpStatus empty when there was no HTTP answer
     * @param took to the microsecond
     * @param madeWith the version of the subscription, or its rule, whose target it went to; 0: not known, or no attempt was made
     * @param said the head of the answer, one line; empty when nothing was said
     */
    public record Result(
            Status status, String outcome, OptionalInt httpStatus, Duration took, String said, long madeWith) {
        /** Of no version that is known. */
        public Result(Status status, String outcome, OptionalInt httpStatus, Duration took, String said) {
            this(status, outcome, httpStatus, took, said, 0);
        }
    }
}
