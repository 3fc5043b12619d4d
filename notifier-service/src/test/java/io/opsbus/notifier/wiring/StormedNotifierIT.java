package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.wiring.kafka.KafkaBeans;
import io.opsbus.testkit.Seeds;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A storm: several notifiers share the targets of a steady load, and one after the other is started, closed, killed (SIGKILL), stopped (SIGSTOP)
 * or let go on (SIGCONT), at random, while the group has not settled from what was before. Every event arrives; what arrives twice is no more
 * than what was under way at a kill and at a stop; no offset goes back; and whoever is told in order, beside those who are not, hears of each
 * resource the next event, or one it has heard once more.
 */
class StormedNotifierIT {
    private static final int MEMBERS = 3;
    private static final int CHANGES = Integer.getInteger("opsbus.changes", 14);
    /** Those told in no order; there is one more, told in order. */
    private static final int TARGETS = 6;

    private static final int RESOURCES = 5;
    /** The most that is under way in a process; of each resource one thing to whom it is told in order. */
    private static final int UNDER_WAY = TARGETS * Rig.PLACES + RESOURCES;

    /** Deliveries from one change to the next, at most. */
    private static final int LULL = 600;

    private final Map<Change, Integer> changes = new HashMap<>();
    private Map<TopicPartition, Long> committed = Map.of();

    @TempDir
    private Path folder;

    /** What happens to a member. */
    private enum Change {
        START,
        CLOSE,
        KILL,
        STOP,
        GO_ON
    }

    /** A process that is there or not. */
    private static final class Member {
        private final KillableNotifier process;
        private boolean leaving;
        private boolean stopped;

        Member(KillableNotifier process) {
            this.process = process;
        }

        boolean isUp() {
            return process.isAlive() && !stopped && !leaving;
        }

        /** @param last whether no other is up */
        List<Change> possible(boolean last) {
            if (!process.isAlive()) {
                return List.of(Change.START);
            }
            if (stopped) {
                return List.of(Change.GO_ON, Change.GO_ON, Change.KILL);
            }
            return leaving || last ? List.of() : List.of(Change.CLOSE, Change.KILL, Change.STOP, Change.STOP);
        }

        void take(Change change) {
            switch (change) {
                case START -> process.start();
                case CLOSE -> process.signal("TERM");
                case KILL -> process.kill();
                case STOP -> process.signal("STOP");
                case GO_ON -> process.signal("CONT");
            }
            leaving = change == Change.CLOSE;
            stopped = change == Change.STOP;
        }
    }

    /** Something that is possible happens to somebody. */
    private void change(List<Member> members, SplittableRandom random) {
        var ready = await().atMost(Rig.LONG_PATIENCE)
                .until(
                        () -> members.stream()
                                .filter(one -> !possible(one, members).isEmpty())
                                .toList(),
                        some -> !some.isEmpty());
        var member = ready.get(random.nextInt(ready.size()));
        var possible = possible(member, members);
        var change = possible.get(random.nextInt(possible.size()));
        member.take(change);
        changes.merge(change, 1, Integer::sum);
    }

    private static List<Change> possible(Member member, List<Member> members) {
        return member.possible(members.stream().filter(Member::isUp).count() == 1 && member.isUp());
    }

    private int count(Change change) {
        return changes.getOrDefault(change, 0);
    }

    private void noOffsetGoesBack(Bus bus) {
        var now = bus.committed(KafkaBeans.DELIVERERS);
        committed.forEach((partition, offset) ->
                assertThat(now.get(partition)).isNotNull().isGreaterThanOrEqualTo(offset));
        committed = now;
    }

    @Test
    void whoeverComesAndGoesEveryEventArrives() {
        var random = Seeds.random("StormedNotifierIT");
        try (var rig = new Rig(folder, "stormed")) {
            var first = rig.telling(TARGETS);
            first.subscribe(rig.account(), rig.sink().url("/count/told"), "BLOCK");
            var members = Stream.concat(
                            Stream.of(first), IntStream.range(1, MEMBERS).mapToObj(rig::notifier))
                    .map(Member::new)
                    .toList();
            var numbered = new Numbered(rig.account(), RESOURCES);
            try (var load = new Load(() -> rig.publish(numbered.next(1)))) {
                load.begin();
                for (var change = 1; change <= CHANGES; change++) {
                    rig.awaitArrivals(rig.sink().arrivals() + 1 + random.nextInt(LULL));
                    change(members, random);
                    noOffsetGoesBack(rig.bus());
                }
                members.stream().filter(one -> one.stopped).forEach(one -> one.take(Change.GO_ON));
            }
            rig.awaitAll(TARGETS + 1);
            rig.awaitNothingParked();
            noOffsetGoesBack(rig.bus());
            judge(rig.tally(), rig.published() * (TARGETS + 1));
            judge(Numbered.Order.of(rig.sink().told()), rig.published());
        }
    }

    private void judge(Tally tally, int deliveries) {
        System.out.printf("storm: %s, %d deliveries, 0 lost, %s%n", changes, deliveries, tally);
        assertThat(tally.unknown()).isLessThanOrEqualTo((long) count(Change.KILL) * UNDER_WAY);
        assertThat(tally.knownTwice()).isLessThanOrEqualTo((long) count(Change.STOP) * UNDER_WAY);
        assertThat(tally.twice()).isLessThanOrEqualTo(tally.unknown() + tally.knownTwice());
    }

    /** What a stopped process had under way may come when it goes on, and others have gone on meanwhile. */
    private void judge(Numbered.Order order, int events) {
        System.out.printf("storm, told in order: %d events, %s%n", events, order);
        assertThat(order.wrong()).isEmpty();
        assertThat(order.late()).isLessThanOrEqualTo(count(Change.STOP) * RESOURCES);
        assertThat(order.resources()).isEqualTo(RESOURCES);
    }
}
