package io.opsbus.notifier.store.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.pace.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of counts promises. */
abstract class TalliesContract {
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Tallies.Counter ONE = new Tallies.Counter("er-1", Given.ACCOUNT, "规则 1");

    private Tallies tallies = empty();

    /** A fresh, empty one. */
    abstract Tallies empty();

    /** The same after its process was started again. */
    abstract Tallies again(Tallies before);

    private static Instant after(int seconds) {
        return Given.NOON.plusSeconds(seconds);
    }

    private Optional<Tallies.Full> count(int event, int second) {
        return count(ONE, event, second);
    }

    private Optional<Tallies.Full> count(Tallies.Counter counter, int event, int second) {
        var mark = new Tallies.Mark(new UUID(1, event), "text " + event);
        return tallies.count(counter, mark, 3, PERIOD, after(second));
    }

    @Test
    void theEventThatMakesItFullIsTold() {
        assertThat(count(1, 0)).isEmpty();
        assertThat(count(2, 100)).isEmpty();
        assertThat(count(3, 299)).contains(new Tallies.Full(ONE, after(299), 3, "text 3"));
    }

    @Test
    void thePeriodSlides() {
        count(1, 0);
        count(2, 299);
        assertThat(count(3, 300)).as("the first is too old now").isEmpty();
        assertThat(count(4, 301)).isPresent();
    }

    @Test
    void whatIsFullIsNotFullAgainBeforeItsPeriodIsOver() {
        count(1, 0);
        count(2, 0);
        assertThat(count(3, 10)).isPresent();
        for (var event = 4; event < 20; event++) {
            assertThat(count(event, 290)).isEmpty();
        }
        assertThat(count(20, 310))
                .as("a storm goes on: once a period")
                .hasValueSatisfying(full -> assertThat(full.count()).isEqualTo(17));
        assertThat(count(21, 609)).isEmpty();
        assertThat(count(22, 900)).as("two of late").isEmpty();
    }

    @Test
    void anEventCountsOnceAndForEachRuleOfItsOwn() {
        var other = new Tallies.Counter("er-2", Given.ACCOUNT, "r2");
        count(1, 0);
        count(1, 1);
        count(1, 2);
        count(other, 2, 3);
        assertThat(count(2, 3)).isEmpty();
        assertThat(count(3, 4)).isPresent();
        assertThat(count(3, 5)).as("the last one, read again").isEmpty();
    }

    @Test
    void aRestartNeitherLosesACountNorTellsTwice() {
        count(1, 0);
        tallies = again(tallies);
        count(2, 1);
        tallies = again(tallies);
        assertThat(count(3, 2)).isPresent();
        tallies = again(tallies);
        assertThat(count(4, 3)).isEmpty();
        assertThat(count(5, 300)).isEmpty();
    }

    @Test
    void whatWasNotToldIsKeptUntilItWas() {
        count(1, 0);
        count(2, 0);
        var full = count(3, 2).orElseThrow();
        tallies = again(tallies);
        assertThat(tallies.untold(after(2))).isEmpty();
        assertThat(tallies.untold(after(3))).containsExactly(full);
        assertThat(tallies.forget(after(9000))).isEqualTo(3);
        assertThat(tallies.untold(after(3))).containsExactly(full);
        tallies.told(full);
        assertThat(tallies.untold(after(3))).isEmpty();
    }

    @Test
    void ofManyAtOnceOneMakesItFull() throws InterruptedException, ExecutionException {
        var full = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 12)
                    .<Callable<Optional<Tallies.Full>>>mapToObj(event -> () -> count(event, 1))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                full += call.get().isPresent() ? 1 : 0;
            }
        }
        assertThat(full).isEqualTo(1);
    }
}
