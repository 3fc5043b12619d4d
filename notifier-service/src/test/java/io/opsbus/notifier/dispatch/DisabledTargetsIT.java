package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.RetryPolicy;
import io.opsbus.notifier.hold.Disabling;
import io.opsbus.notifier.hold.Ending;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.store.PostgresParking;
import io.opsbus.notifier.store.TestDatabase;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.hold.PostgresFailingTargets;
import io.opsbus.notifier.store.hold.PostgresHeldTargets;
import io.opsbus.notifier.store.hold.PostgresStops;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Two processes and one PostgreSQL over days of the test's own time: a target that only fails is disabled, its owner told, nothing lost. */
class DisabledTargetsIT {
    private static final Subscription GOOD = Given.subscription("good", Given.everything());
    private static final Subscription BAD = Given.subscription("bad", Given.everything());
    private static final Map<TargetId, Subscription> OWNERS =
            Map.of(GOOD.id().target(), GOOD, BAD.id().target(), BAD);
    private static final HikariDataSource SOURCE = pool();

    private static HikariDataSource pool() {
        var config = new HikariConfig();
        config.setDataSource(TestDatabase.fresh());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    @AfterAll
    static void close() {
        SOURCE.close();
    }

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final FakeChannel channel = new FakeChannel();
    private final PostgresParking parking = new PostgresParking(SOURCE);
    private final PostgresHeldTargets held = new PostgresHeldTargets(SOURCE);
    private final List<DeadLetters.Letter> letters = Collections.synchronizedList(new ArrayList<>());
    private final List<HeldTarget> told = new ArrayList<>();
    private int events;

    /** One process: what it remembers is its own, what it decides by is in the store. */
    private final class Member {
        private final LiveHolds holds = new LiveHolds(
                held, new PostgresStops(SOURCE), parking, one -> one.about().eventName());
        private final PostgresFailingTargets failing = new PostgresFailingTargets(SOURCE);
        private final Disabling disabling = new Disabling(
                held,
                failing,
                target -> Optional.ofNullable(OWNERS.get(target)),
                (target, _, _) -> told.add(target),
                Streak.Patience.DEFAULT);
        private final ParkedDeliveries worker;
        private final Deliverer deliverer;

        Member() {
            var ports = new Flow.Ports(
                    channel,
                    parking,
                    this::record,
                    letters::addAll,
                    new Known(holds, new Pacing(new InMemoryWindows())),
                    (_, _) -> Set.of());
            var flow = new Flow(
                    ports, DeliveryScene.LIMITS, RetryPolicy.DEFAULT, clock, new SplittableRandom(7), new Counts());
            worker = new ParkedDeliveries(flow);
            deliverer = new Deliverer(flow, worker, new Pulse(() -> 0));
            holds.refresh();
        }

        private void record(Attempts.Attempt attempt, Runnable written) {
            var outcome = attempt.outcome();
            var answer = new Streak.Answer(attempt.startedAt(), outcome.label(), OptionalInt.of(503), outcome.said());
            failing.take(List.of(new Ending(
                    attempt.delivery().target(),
                    attempt.delivery().to().account(),
                    outcome.verdict() == Outcome.Verdict.DELIVERED,
                    answer)));
            written.run();
        }

        Delivery route(Subscription to) {
            var delivery = Given.delivery(to, events++, clock.instant());
            try {
                var _ = deliverer.accept(List.of(delivery));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return delivery;
        }

        /** Looks and works until there is nothing to do now. */
        void work() {
            disabling.look(clock.instant(), () -> {});
            holds.refresh();
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> !worker.turn() && number("held_since is not null") == 0 && !worker.turn());
        }
    }

    private record Known(Holds holds, Pacing pacing) implements Targets {
        @Override
        public Optional<Subscription> owner(TargetId target) {
            return Optional.ofNullable(OWNERS.get(target));
        }
    }

    private static long number(String which) {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("select count(*) from parked where " + which)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void badAnswers(int status) {
        channel.script(post -> Optional.of(
                FakeChannel.status(post.delivery().target().equals(BAD.id().target()) ? status : 204)));
    }

    /** Hours pass, the steps not longer than {@code step}. */
    private void pass(int hours, int step, Member... processes) {
        for (var hour = 0; hour < hours; hour += step) {
            clock.advance(Duration.ofHours(Math.min(step, hours - hour)));
            for (var process : processes) {
                process.work();
            }
        }
    }

    @Test
    void whatFailedForDaysIsDisabledToldOnceAndLosesNothing() {
        badAnswers(503);
        var one = new Member();
        var other = new Member();
        for (var hour = 0; hour < 71; hour += 6) {
            one.route(BAD);
            other.route(GOOD);
            pass(hour < 66 ? 6 : 5, 2, one, other);
        }
        assertThat(held.all()).as("71 hours are not three days").isEmpty();
        pass(2, 1, other, one);
        assertThat(held.all()).singleElement().satisfies(target -> {
            assertThat(target.target()).isEqualTo(BAD.id().target());
            assertThat(target.reason()).isEqualTo(HeldTarget.Reason.FAILING);
            assertThat(target.streak()).hasValueSatisfying(streak -> {
                assertThat(streak.since()).isEqualTo(Given.NOON);
                assertThat(streak.last().outcome()).isEqualTo("5xx");
            });
        });
        assertThat(told).hasSize(1);
        var over = letters.size();
        var tried = number("target = 'tgt-bad'");
        var sent = channel.sent().size();
        var waiting = new ArrayList<DeliveryId>();
        for (var day = 0; day < 10; day++) {
            waiting.add((day % 2 == 0 ? one : other).route(BAD).id());
            pass(24, 24, one, other);
        }
        var restarted = new Member();
        pass(1, 1, restarted, other);
        assertThat(told).as("once, whoever looks, restarted or not").hasSize(1);
        assertThat(channel.sent()).as("nothing is tried").hasSize(sent);
        assertThat(letters).as("nothing ages").hasSize(over);
        assertThat(number("target = 'tgt-bad'")).isEqualTo(tried + 10);
        badAnswers(204);
        held.release(BAD.id().target(), clock.instant());
        other.work();
        restarted.work();
        assertThat(letters).as("each goes on at the age it had").hasSize(over);
        assertThat(parking.count()).isZero();
        assertThat(channel.sent()).filteredOn(waiting::contains).containsExactlyElementsOf(waiting);
        assertThat(held.all()).isEmpty();
    }
}
