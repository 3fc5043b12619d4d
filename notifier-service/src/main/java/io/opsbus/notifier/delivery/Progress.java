package io.opsbus.notifier.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a delivery to several recipients has come: an attempt goes only to those it says nothing of.
 *
 * @param served those who have it
 * @param refused those who were refused for good, and are not asked again
 */
public record Progress(Set<String> served, Set<String> refused) {
    /** Nobody has it yet. */
    public static final Progress NONE = new Progress(Set.of(), Set.of());

    private static final String SERVED = "+";
    private static final String REFUSED = "-";

    public Progress {
        served = Set.copyOf(served);
        refused = Set.copyOf(refused);
    }

    /** Both together. */
    public Progress plus(Progress more) {
        return more.equals(NONE) ? this : new Progress(both(served, more.served), both(refused, more.refused));
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Whether nothing is to be sent to a recipient any more. */
    public boolean isOver(String recipient) {
        return served.contains(recipient) || refused.contains(recipient);
    }

    /** Those of the recipients who are to be asked. */
    public List<String> open(List<String> recipients) {
        return recipients.stream().filter(one -> !isOver(one)).toList();
    }

    /** As text, a line for each: {@code +} has it, {@code -} was refused. */
    public String text() {
        return Stream.concat(
                        served.stream().map(SERVED::concat), refused.stream().map(REFUSED::concat))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** From its text. */
    public static Progress of(String text) {
        return new Progress(marked(text, SERVED), marked(text, REFUSED));
    }

    private static Set<String> marked(String text, String mark) {
        return text.lines()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
