package io.opsbus.notifier.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.journal.InMemoryJournal;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three days of an operator's broken server disable nobody; three days of a broken target do. */
class OperatorsFaultsTest {
    private static final Streak.Patience PATIENCE = Streak.Patience.DEFAULT;

    private final Records records = new Records(new InMemorySchemaRegistry());
    private final InMemoryHeldTargets failing = new InMemoryHeldTargets(new InMemoryParking());
    private final JournalFeed feed = new JournalFeed(
            records, new InMemoryJournal(), failing, _ -> Optional.empty(), InstantSource.fixed(Given.NOON));

    /** For longer than a target is given, nothing but this. */
    private void fails(Outcome outcome) {
        var delivery = Given.delivery(Given.subscription("a", Given.everything()), 1, Given.NOON);
        for (var number = 1; number <= 2 * PATIENCE.failures(); number++) {
            var at = Given.NOON.plus(
                    PATIENCE.after().dividedBy(PATIENCE.failures()).multipliedBy(number));
            feed.accept(List.of(read(new Attempts.Attempt(delivery, number, outcome, at, Duration.ZERO, false))));
        }
    }

    private ConsumerRecord<byte[], byte[]> read(Attempts.Attempt attempt) {
        var record = records.attempt(attempt);
        return new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
    }

    private List<?> disabled() {
        Instant later = Given.NOON.plus(PATIENCE.after().multipliedBy(3));
        return failing.disable(PATIENCE, later);
    }

    static Stream<Outcome> operators() {
        var words = Stream.of("smtp-auth", "smpp-bind", "smpp-throttled", "sms-denied", "no-channel", "server-4xx")
                .map(word -> Outcome.Told.failed(Verdict.RETRY, word, ""));
        var silence = Stream.of(Trouble.values()).map(trouble -> Fault.ofServer(new Outcome.Unanswered(trouble)));
        var broken = Stream.of(Fault.ofServer(new Outcome.Answered(503, Optional.empty())));
        return Stream.of(words, silence, broken).flatMap(one -> one);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void whatTheOperatorHasToPutRightDisablesNobody(Outcome outcome) {
        fails(outcome);
        assertThat(disabled()).isEmpty();
    }

    static Stream<Outcome> targets() {
        return Stream.of(
                new Outcome.Answered(503, Optional.empty()),
                new Outcome.Unanswered(Trouble.TIMEOUT),
                Outcome.Told.failed(Verdict.RETRY, "smtp-4xx", ""),
                Outcome.Told.failed(Verdict.RETRY_REFUSED, "smtp-5xx", ""),
                Outcome.Told.failed(Verdict.RETRY_REFUSED, "smpp-refused", ""));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsTheTargetsDoes(Outcome outcome) {
        fails(outcome);
        assertThat(disabled()).hasSize(1);
    }

    @Test
    void aServersAnswerThatIsNoFaultOfItsStaysWhatItIs() {
        var missing = new Outcome.Answered(404, Optional.empty());
        assertThat(Fault.ofServer(missing)).isEqualTo(missing);
    }
}
