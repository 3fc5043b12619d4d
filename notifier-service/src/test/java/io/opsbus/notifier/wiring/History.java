package io.opsbus.notifier.wiring;

import io.opsbus.schemas.notifier.Attempt;
import io.opsbus.schemas.notifier.DeadLetter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an account's topics say became of its events: of every event and every rule that wants it there must be an end.
 *
 * @param unended pairs without a terminal record: lost, or not known to be ended
 * @param again terminal records beyond the first of a pair: of attempts that were made again because a dead process could not tell
 * @param undead pairs whose terminal record says that it failed, without a dead letter
 * @param strange ends of pairs nobody asked for, dead letters of what was delivered, and attempts numbered after the last
 */
record History(Set<Pair> unended, long again, Set<Pair> undead, Set<Pair> strange) {
    private static final String DELIVERED = "delivered";

    /** An event and a rule that wants it. */
    record Pair(String event, String subscription) {}

    static History of(String account, Collection<String> events, List<String> subscriptions, Bus bus) {
        var own = bus.attempts(account);
        var letters = bus.deadLetters().stream()
                .filter(letter -> account.equals(letter.getAccountId()))
                .map(History::pair)
                .collect(Collectors.toSet());
        var wanted = events.stream()
                .flatMap(event -> subscriptions.stream().map(subscription -> new Pair(event, subscription)))
                .collect(Collectors.toSet());
        var ends = own.stream().filter(Attempt::getTerminal).collect(Collectors.groupingBy(History::pair));
        var delivered = ends.entrySet().stream()
                .filter(end -> end.getValue().stream().anyMatch(History::isDelivered))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        var strange = minus(ends.keySet(), wanted);
        strange.addAll(minus(letters, wanted));
        letters.stream().filter(delivered::contains).forEach(strange::add);
        own.stream()
                .filter(attempt -> isAfterTheEnd(attempt, ends))
                .map(History::pair)
                .forEach(strange::add);
        return new History(
                minus(wanted, ends.keySet()),
                ends.values().stream().mapToLong(List::size).sum() - ends.size(),
                minus(minus(ends.keySet(), delivered), letters),
                strange);
    }

    /** Numbers go on from the last known attempt, so what is made again has the number of what it repeats. */
    private static boolean isAfterTheEnd(Attempt attempt, Map<Pair, List<Attempt>> ends) {
        return ends.getOrDefault(pair(attempt), List.of()).stream()
                        .anyMatch(end -> attempt.getNumber() > end.getNumber())
                && !attempt.getTerminal();
    }

    private static boolean isDelivered(Attempt attempt) {
        return attempt.getOutcome().equals(DELIVERED);
    }

    private static Pair pair(Attempt attempt) {
        return new Pair(String.valueOf(attempt.getEventId()), String.valueOf(attempt.getSubscriptionId()));
    }

    private static Pair pair(DeadLetter letter) {
        return new Pair(String.valueOf(letter.getEventId()), String.valueOf(letter.getSubscriptionId()));
    }

    private static Set<Pair> minus(Set<Pair> from, Set<Pair> what) {
        var rest = new HashSet<>(from);
        rest.removeAll(what);
        return rest;
    }
}
