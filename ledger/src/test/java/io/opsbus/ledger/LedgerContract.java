package io.opsbus.ledger;

import static io.opsbus.ledger.Tally.REPLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Decision.Refused;
import io.opsbus.ledger.Tally.Counted;
import io.opsbus.ledger.World.Step;
import io.opsbus.ledger.relay.Outbox;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every ledger promises. */
public abstract class LedgerContract {

    protected static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    /** A fresh, empty ledger. */
    protected abstract Ledger<String, Tally, Counted> ledger(World world);

    protected abstract Optional<Tally> stored(String id) throws SQLException;

    protected abstract List<Outbox.Row> outbox() throws SQLException;

    protected abstract List<Timer.Due> due(Instant now) throws SQLException;

    protected abstract int forgetAppliedBefore(Instant before, int batch) throws SQLException;

    private final Faults faults = new Faults();
    private final World world = new World(() -> NOW, time -> {}, faults);

    private static Decision<Tally, Integer, Counted> count(
            Ledger<String, Tally, Counted> ledger, String id, ChangeKey key) {
        return ledger.change(id, key, REPLY, tally -> Tally.next(id, tally));
    }

    private static int reply(Decision<Tally, Integer, Counted> decision) {
        return ((Accepted<Tally, Integer, Counted>) decision).reply();
    }

    private List<Integer> steps(String id) throws SQLException {
        return outbox().stream()
                .map(row -> Counted.of(row.record()))
                .filter(fact -> fact.id().equals(id))
                .map(Counted::step)
                .toList();
    }

    @Test
    void anAcceptedChangeSavesItsStateAndItsFactsTogether() throws SQLException {
        var ledger = ledger(world);
        var decision = count(ledger, "a", ChangeKey.once("1"));

        assertThat(reply(decision)).isEqualTo(1);
        assertThat(stored("a")).contains(new Tally(1));
        var row = outbox().getFirst();
        assertThat(row.savedAt()).isEqualTo(NOW);
        assertThat(row.record().topic()).isEqualTo(Tally.TOPIC);
        assertThat(row.record().key()).isEqualTo("a");
        assertThat(row.record().value()).asString().isEqualTo("1");
        assertThat(row.record().headers()).containsEntry("event-id", "a");
        assertThat(row.record().factId()).isEqualTo("a#1");
    }

    @Test
    void theNextChangeDecidesOnTheSavedState() throws SQLException {
        var ledger = ledger(world);
        count(ledger, "a", ChangeKey.once("1"));

        assertThat(reply(count(ledger, "a", ChangeKey.once("2")))).isEqualTo(2);
        assertThat(steps("a")).containsExactly(1, 2);
    }

    @Test
    void aRefusedChangeSavesNothingAndItsKeyMayBeTriedAgain() throws SQLException {
        var ledger = ledger(world);
        var key = ChangeKey.once("1");
        var refused = ledger.change("a", key, REPLY, tally -> Decision.refused(Tally.No.TOO_MANY));

        assertThat(refused).isEqualTo(new Refused<>(Tally.No.TOO_MANY));
        assertThat(stored("a")).isEmpty();
        assertThat(outbox()).isEmpty();
        assertThat(reply(count(ledger, "a", key))).isEqualTo(1);
    }

    @Test
    void theSameKeyAgainHearsTheFirstReplyWithoutDeciding() throws SQLException {
        var ledger = ledger(world);
        count(ledger, "a", ChangeKey.once("1"));
        count(ledger, "a", ChangeKey.once("2"));

        var again = ledger.change("a", ChangeKey.once("1"), REPLY, tally -> {
            throw new AssertionError("decided again");
        });

        assertThat(again).isEqualTo(new Accepted<>(new Tally(2), 1, List.of()));
        assertThat(steps("a")).containsExactly(1, 2);
    }

    @Test
    void oneFactIsAppliedOnceToEachEntity() throws SQLException {
        var ledger = ledger(world);
        var key = ChangeKey.ofFact("f-1");
        count(ledger, "a", key);
        count(ledger, "b", key);
        count(ledger, "a", key);

        assertThat(stored("a")).contains(new Tally(1));
        assertThat(stored("b")).contains(new Tally(1));
    }

    @Test
    void aRepeatedRequestHearsItsFirstReplyAlsoUnderAnotherFreshId() throws SQLException {
        var ledger = ledger(world);
        var key = ChangeKey.ofRequest("account-1/CreateTally/token");
        count(ledger, "a", key);
        var again = count(ledger, "b", key);

        assertThat(again).isEqualTo(new Accepted<>(null, 1, List.of()));
        assertThat(stored("b")).isEmpty();
    }

    @Test
    void acceptingWithoutAStateRemovesTheEntity() throws SQLException {
        var ledger = ledger(world);
        count(ledger, "a", ChangeKey.once("1"));
        ledger.change("a", ChangeKey.once("2"), tally -> Decision.accepted(null, List.of()));

        assertThat(stored("a")).isEmpty();
        assertThat(reply(count(ledger, "a", ChangeKey.once("3")))).isEqualTo(1);
    }

    @Test
    void aDecisionThatThrowsSavesNothing() throws SQLException {
        var ledger = ledger(world);
        assertThatThrownBy(() -> ledger.change("a", ChangeKey.once("1"), REPLY, tally -> {
                    throw new IllegalArgumentException("bug");
                }))
                .hasMessage("bug");

        assertThat(stored("a")).isEmpty();
        assertThat(reply(count(ledger, "a", ChangeKey.once("1")))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANGE_LOCKED", "CHANGE_DECIDED", "STATE_SAVED", "FACTS_SAVED", "KEY_SAVED", "COMMITTED"})
    void aLostConnectionAtAnyStepAppliesTheChangeExactlyOnce(Step step) throws SQLException {
        var ledger = ledger(world);
        count(ledger, "a", ChangeKey.once("1"));
        faults.loseConnection(step, 2);

        assertThat(reply(count(ledger, "a", ChangeKey.once("2")))).isEqualTo(2);
        assertThat(stored("a")).contains(new Tally(2));
        assertThat(steps("a")).containsExactly(1, 2);
    }

    @Test
    void whoGivesUpWithAnUnknownOutcomeMayAskAgainWithTheSameKey() throws SQLException {
        var ledger = ledger(world);
        var decided = new AtomicInteger();
        faults.loseConnection(Step.COMMITTED, 1);
        faults.loseConnection(Step.CHANGE_LOCKED, Retries.DEFAULT.tries(), 1);
        var key = ChangeKey.once("1");
        assertThatThrownBy(() -> count(ledger, "a", key)).isInstanceOf(Ledger.Unavailable.class);
        faults.none();

        int reply = reply(ledger.change("a", key, REPLY, tally -> {
            decided.incrementAndGet();
            return Tally.next("a", tally);
        }));

        assertThat(reply).isEqualTo(1);
        assertThat(decided).hasValue(0);
        assertThat(steps("a")).containsExactly(1);
    }

    @Test
    void concurrentChangesOfOneEntityAreSerialAndTheirFactsInOrder() throws Exception {
        var ledger = ledger(world);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Future<Integer>>();
            for (int n = 0; n < 40; n++) {
                var key = ChangeKey.once("n" + n);
                replies.add(threads.submit(() -> reply(count(ledger, "a", key))));
            }
            var seen = new ArrayList<Integer>();
            for (var reply : replies) {
                seen.add(reply.get(30, TimeUnit.SECONDS));
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(oneTo(40));
        }
        assertThat(steps("a")).isEqualTo(oneTo(40));
    }

    @Test
    void oneRequestAskedByManyAtOnceUnderFreshIdsIsAppliedOnce() throws Exception {
        var ledger = ledger(world);
        var key = ChangeKey.ofRequest("account-1/CreateTally/token");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 8)
                    .mapToObj(n -> threads.submit(() -> count(ledger, "fresh-" + n, key)))
                    .toList();
            for (var one : all) {
                assertThat(reply(one.get(30, TimeUnit.SECONDS))).isEqualTo(1);
            }
        }
        assertThat(outbox()).hasSize(1);
    }

    @Test
    void changesOfDifferentEntitiesDoNotWaitForEachOther() throws Exception {
        var ledger = ledger(world);
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> ledger.change("a", ChangeKey.once("1"), REPLY, tally -> {
                inside.countDown();
                await(go);
                return Tally.next("a", tally);
            }));
            await(inside);
            assertThat(reply(count(ledger, "b", ChangeKey.once("1")))).isEqualTo(1);
            assertThat(slow).isNotDone();
            go.countDown();
            assertThat(reply(slow.get(30, TimeUnit.SECONDS))).isEqualTo(1);
        }
        // the slow transaction drew its number later here, but order between entities is nobody's promise
        assertThat(outbox()).hasSize(2);
    }

    @Test
    void timersAreSetMovedAndCancelledWithTheDecision() throws SQLException {
        var ledger = ledger(world);
        change(ledger, "1", new Timer.Set("a/x", NOW.plusSeconds(5), "a"), new Timer.Set("a/y", NOW, "a"));
        change(ledger, "2", new Timer.Set("a/x", NOW.plusSeconds(9), "moved"), new Timer.Cancel("a/y"));

        assertThat(due(NOW.plusSeconds(8))).isEmpty();
        var due = due(NOW.plusSeconds(9)).getFirst();
        assertThat(due.key()).isEqualTo("a/x");
        assertThat(due.payload()).isEqualTo("moved");
        assertThat(due.dueAt()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void theTimerOfALostTransactionIsNotSet() throws SQLException {
        var ledger = ledger(world);
        faults.loseConnection(Step.KEY_SAVED, Retries.DEFAULT.tries());
        assertThatThrownBy(() -> change(ledger, "1", new Timer.Set("a/x", NOW, "a")))
                .isInstanceOf(Ledger.Unavailable.class);

        assertThat(due(NOW.plus(Duration.ofDays(1)))).isEmpty();
    }

    private static void change(Ledger<String, Tally, Counted> ledger, String key, Timer... timers) {
        ledger.change(
                "a",
                ChangeKey.once(key),
                tally -> Decision.<Tally, Counted>accepted(tally, List.of()).withTimers(timers));
    }

    @Test
    void oldChangeKeysAreForgottenInBoundedBatches() throws SQLException {
        var ledger = ledger(world);
        for (int n = 0; n < 5; n++) {
            count(ledger, "a", ChangeKey.once("n" + n));
        }
        assertThat(forgetAppliedBefore(NOW, 10)).isZero();
        assertThat(forgetAppliedBefore(NOW.plusSeconds(1), 3)).isEqualTo(3);
        assertThat(forgetAppliedBefore(NOW.plusSeconds(1), 3)).isEqualTo(2);
        assertThat(reply(count(ledger, "a", ChangeKey.once("n0")))).isEqualTo(6);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Integer> oneTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private static Ledger.Change<String, Tally, Counted> counting(String id, ChangeKey key) {
        return new Ledger.Change<>(id, key, tally -> {
            var next = Tally.next(id, tally);
            return Decision.<Tally, Counted>accepted(next.state(), next.facts())
                    .withTimers(new Timer.Set(id + "/next", NOW, id));
        });
    }

    private static List<Ledger.Change<String, Tally, Counted>> all(String key, String... ids) {
        return Arrays.stream(ids).map(id -> counting(id, ChangeKey.once(key))).toList();
    }

    @Test
    void severalChangesAreMadeTogetherEachOnceForItsKey() throws SQLException {
        var ledger = ledger(world);
        String odd = "q\"u\\o,t}e";
        count(ledger, "b", ChangeKey.once("0"));
        ledger.changeAll(all("1", "a", "b", odd));
        ledger.changeAll(all("1", "b", odd, "c", "a"));
        ledger.changeAll(List.of());

        assertThat(stored("a")).contains(new Tally(1));
        assertThat(stored("b")).contains(new Tally(2));
        assertThat(stored("c")).contains(new Tally(1));
        assertThat(outbox())
                .extracting(row -> row.record().factId())
                .containsExactly("b#1", "a#1", "b#2", odd + "#1", "c#1");
        assertThat(outbox())
                .allSatisfy(row -> assertThat(row.record().headers())
                        .containsEntry("event-id", row.record().key()));
        assertThat(due(NOW)).extracting(Timer.Due::payload).containsExactlyInAnyOrder("a", "b", odd, "c");
        assertThat(reply(count(ledger, "b", ChangeKey.once("2")))).isEqualTo(3);
    }

    @Test
    void whatIsRefusedKeepsNoOtherFromBeingMade() throws SQLException {
        var ledger = ledger(world);
        var gone = new Ledger.Change<String, Tally, Counted>(
                "b",
                ChangeKey.once("1"),
                tally -> Decision.<Tally, Counted>accepted(null, List.of())
                        .withTimers(new Timer.Cancel("a/next"), new Timer.Cancel("b/next")));
        ledger.changeAll(all("0", "a", "b"));
        ledger.changeAll(List.of(
                new Ledger.Change<>("a", ChangeKey.once("1"), tally -> Decision.refused(Tally.No.TOO_MANY)),
                gone,
                counting("c", ChangeKey.once("1"))));

        assertThat(stored("a")).contains(new Tally(1));
        assertThat(stored("b")).isEmpty();
        assertThat(stored("c")).contains(new Tally(1));
        assertThat(due(NOW)).extracting(Timer.Due::payload).containsExactly("c");
        // a refusal is not remembered
        assertThat(reply(count(ledger, "a", ChangeKey.once("1")))).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANGE_LOCKED", "CHANGE_DECIDED", "STATE_SAVED", "FACTS_SAVED", "KEY_SAVED", "COMMITTED"})
    void aConnectionLostAtAnyStepMakesEachOfSeveralChangesOnce(Step step) throws SQLException {
        var ledger = ledger(world);
        faults.loseConnection(step, 1);
        ledger.changeAll(all("1", "a", "b"));

        assertThat(stored("a")).contains(new Tally(1));
        assertThat(stored("b")).contains(new Tally(1));
        assertThat(steps("a")).containsExactly(1);
        assertThat(steps("b")).containsExactly(1);
    }
}
