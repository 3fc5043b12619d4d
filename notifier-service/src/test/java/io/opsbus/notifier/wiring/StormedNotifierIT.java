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
 * than what was under way at a kill and at a stop; and no offset goes back.
 */
class StormedNotifierIT {
    private static final int MEMBERS = 3;
    private static final int CHANGES = 14;
    private static final int TARGETS = 6;
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
            var members = Stream.concat(
                            Stream.of(first), IntStream.range(1, MEMBERS).mapToObj(rig::notifier))
                    .map(Member::new)
                    .toList();
            try (var load = new Load(rig)) {
                load.begin();
                for (var change = 1; change <= CHANGES; change++) {
                    rig.awaitArrivals(rig.sink().arrivals() + 1 + random.nextInt(LULL));
                    change(members, random);
                    noOffsetGoesBack(rig.bus());
                }
                members.stream().filter(one -> one.stopped).forEach(one -> one.take(Change.GO_ON));
            }
            rig.awaitAll(TARGETS);
            rig.awaitNothingParked();
            noOffsetGoesBack(rig.bus());
            judge(rig.tally(), rig.published() * TARGETS);
        }
    }

    private void judge(Tally tally, int deliveries) {
        System.out.printf("storm: %s, %d deliveries, 0 lost, %s%n", changes, deliveries, tally);
        assertThat(tally.unknown()).isLessThanOrEqualTo((long) count(Change.KILL) * TARGETS * Rig.PLACES);
        assertThat(tally.knownTwice()).isLessThanOrEqualTo((long) count(Change.STOP) * TARGETS * Rig.PLACES);
        assertThat(tally.twice()).isLessThanOrEqualTo(tally.unknown() + tally.knownTwice());
    }
}
