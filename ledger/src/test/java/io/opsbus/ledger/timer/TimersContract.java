package io.opsbus.ledger.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Faults;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Tally;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.World.Step;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What durable timers promise, from the decision that sets them to the change that they bring back. */
public abstract class TimersContract {

    protected static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final SettableClock clock = SettableClock.at(START);
    private final AtomicInteger keys = new AtomicInteger();
    private final Faults faults = new Faults();
    private final World world = new World(clock, time -> {}, faults);

    protected abstract Timers timers();

    protected abstract Ledger<String, Tally, Counted> ledger(World world);

    private void save(Timer... changes) {
        ledger(world)
                .change(
                        "a",
                        ChangeKey.once("k" + keys.incrementAndGet()),
                        tally -> Decision.<Tally, Counted>accepted(tally, List.of())
                                .withTimers(changes));
    }

    private Timer.Set at(String key, int seconds) {
        return new Timer.Set(key, START.plusSeconds(seconds), "payload of " + key);
    }

    private List<Timer.Due> claim() throws SQLException {
        return timers().claim(clock.instant(), 10, LEASE);
    }

    private static List<String> keys(List<Timer.Due> due) {
        return due.stream().map(Timer.Due::key).toList();
    }

    private void pass(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void timersAreClaimedWhenDueTheLongestDueFirst() throws SQLException {
        save(at("late", 20), at("second", 10), at("first", 5));
        assertThat(claim()).isEmpty();
        pass(10);

        assertThat(timers().overdue(clock.instant())).isEqualTo(2);
        assertThat(keys(claim())).containsExactly("first", "second");
    }

    @Test
    void aClaimedTimerIsNobodyElsesUntilItsLeaseEnds() throws SQLException {
        save(at("x", 0));
        var first = claim().getFirst();
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(claim()).isEmpty();
        pass(30);

        var second = claim().getFirst();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(ChangeKey.ofTimer(second)).isEqualTo(ChangeKey.ofTimer(first));
    }

    @Test
    void aTimerThatIsDoneNeverComesBack() throws SQLException {
        save(at("x", 0));
        timers().done(claim());
        pass(60);

        assertThat(claim()).isEmpty();
    }

    @Test
    void aTimerSetAgainWhileItFiresStaysAndIsAnotherFiring() throws SQLException {
        save(at("x", 0));
        var first = claim().getFirst();
        save(at("x", 5));
        timers().done(List.of(first));
        assertThat(claim()).isEmpty();
        pass(5);

        assertThat(ChangeKey.ofTimer(claim().getFirst())).isNotEqualTo(ChangeKey.ofTimer(first));
    }

    @Test
    void whatIsDoneTogetherGoesTogetherAndNothingElse() throws SQLException {
        save(at("a", 0), at("b", 0), at("c", 0), at("d", 0));
        var claimed = claim();
        timers().done(List.of());
        save(at("b", 0));
        timers().done(claimed.subList(0, 3));
        pass(30);

        assertThat(keys(claim())).containsExactly("b", "d");
    }

    @Test
    void manyClaimersNeverGetTheSameTimer() throws SQLException {
        save(IntStream.range(0, 100).mapToObj(n -> at("t" + n, 0)).toArray(Timer[]::new));
        var all = IntStream.range(0, 20)
                .parallel()
                .mapToObj(n -> claimUnchecked())
                .flatMap(List::stream)
                .toList();
        var seen = new HashSet<>(keys(all));
        assertThat(seen).hasSameSizeAs(all);
        // a claimer that met locked rows may have got fewer; nothing is lost
        assertThat(all.size() + timers().claim(clock.instant(), 100, LEASE).size())
                .isEqualTo(100);
    }

    private List<Timer.Due> claimUnchecked() {
        try {
            return claim();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private TimerLoop loop() {
        var ledger = ledger(world);
        return new TimerLoop(
                timers(),
                due -> ledger.change("a", ChangeKey.ofTimer(due), Tally.REPLY, tally -> Tally.next("a", tally)),
                world,
                TimerLoop.Settings.DEFAULT);
    }

    private int count() {
        var decision = ledger(world)
                .change("a", ChangeKey.once("look" + keys.incrementAndGet()), Tally.REPLY, tally -> {
                    return new Decision.Accepted<>(tally, tally == null ? 0 : tally.count(), List.of());
                });
        return ((Decision.Accepted<Tally, Integer, Counted>) decision).reply();
    }

    @Test
    void theLoopFiresWhatIsDueOnceAndRemovesIt() throws SQLException {
        save(at("x", 1));
        assertThat(loop().step()).isZero();
        pass(1);
        assertThat(loop().step()).isEqualTo(1);
        assertThat(loop().step()).isZero();
        pass(60);
        assertThat(loop().step()).isZero();
        assertThat(count()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMER_CLAIMED", "TIMER_FIRED", "TIMER_DONE"})
    void aCrashAtAnyStepFiresTheTimerExactlyOnceInEffect(Step step) throws SQLException {
        save(at("x", 0));
        faults.loseConnection(step, 1);
        assertThatThrownBy(() -> loop().step()).isInstanceOf(SQLException.class);
        pass(30);
        loop().step();
        pass(30);
        assertThat(loop().step()).isZero();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aTimerThatCannotBeFiredIsTriedAgainAndDoesNotHoldUpTheOthers() throws SQLException {
        save(at("bad", 0), at("good", 1));
        pass(1);
        var fired = new ArrayList<String>();
        var loop = new TimerLoop(
                timers(),
                due -> {
                    fired.add(due.key() + due.attempt());
                    if (due.key().equals("bad") && due.attempt() == 1) {
                        throw new IllegalStateException("not now");
                    }
                },
                world,
                TimerLoop.Settings.DEFAULT);
        loop.step();
        pass(30);
        loop.step();
        pass(30);
        loop.step();
        assertThat(fired).containsExactly("bad1", "good1", "bad2");
    }

    @Test
    void allThatIsDueIsFiredAtOnceAndEachByItselfWhereThatFails() throws SQLException {
        save(at("a", 0), at("b", 0), at("bad", 0), at("c", 5));
        var fired = new ArrayList<String>();
        var loop = new TimerLoop(
                timers(),
                due -> {
                    fired.add(due.key());
                    if (due.key().equals("bad")) {
                        throw new IllegalStateException("not now");
                    }
                },
                all -> {
                    fired.add(all.size() + " at once");
                    if (keys(all).contains("bad")) {
                        throw new IllegalStateException("not together");
                    }
                },
                world,
                TimerLoop.Settings.DEFAULT);
        assertThat(loop.step()).isEqualTo(3);
        assertThat(fired).containsExactly("3 at once", "a", "b", "bad");
        pass(30);
        assertThat(loop.step()).isEqualTo(2);
        assertThat(fired).endsWith("2 at once", "bad", "c");
        assertThat(timers().overdue(clock.instant().plus(LEASE))).isEqualTo(1);
    }

    @Test
    void whileTheDatabaseIsAwayTimersAreNotTriedOneByOne() throws SQLException {
        save(at("a", 0), at("b", 0));
        var loop = new TimerLoop(
                timers(),
                due -> {
                    throw new AssertionError("tried by itself");
                },
                all -> {
                    throw new Ledger.Unavailable("away", new SQLException("away"));
                },
                world,
                TimerLoop.Settings.DEFAULT);
        assertThatThrownBy(loop::step).isInstanceOf(Ledger.Unavailable.class);
        assertThat(timers().overdue(clock.instant().plus(LEASE))).isEqualTo(2);
    }
}
