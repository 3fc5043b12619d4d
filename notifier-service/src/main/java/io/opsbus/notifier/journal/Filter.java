package io.opsbus.notifier.journal;

import io.opsbus.notifier.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * Which deliveries are meant; what is left out asks nothing. Always of one account.
 *
 * @param event an event's id, or its name
 * @param rule an event rule's name, or a subscription's id
 * @param target a target's id
 * @param silence a silence's id: what it kept back
 * @param since this moment or later
 * @param until before this moment
 */
public record Filter(
        AccountId account,
        Optional<String> event,
        Optional<String> rule,
        Optional<String> target,
        Optional<String> silence,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** Whatever kept them back, or nothing. */
    public Filter(
            AccountId account,
            Optional<String> event,
            Optional<String> rule,
            Optional<String> target,
            Optional<Instant> since,
            Optional<Instant> until) {
        this(account, event, rule, target, Optional.empty(), since, until);
    }

    /** Everything of an account. */
    public static Filter all(AccountId account) {
        return new Filter(
                account, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether something about this subject, at this moment, is meant. */
    public boolean covers(Entry.Subject subject, Instant at) {
        return subject.account().equals(account)
                && event.map(text -> text.equals(subject.eventId()) || text.equals(subject.eventName()))
                        .orElse(true)
                && rule.map(text -> text.equals(subject.rule())
                                || text.equals(subject.subscription().value()))
                        .orElse(true)
                && target.map(text -> text.equals(subject.target().value())).orElse(true)
                && silence.map(text -> text.equals(subject.silence())).orElse(true)
                && since.map(from -> !at.isBefore(from)).orElse(true)
                && until.map(at::isBefore).orElse(true);
    }
}
