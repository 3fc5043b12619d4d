package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.wiring.kafka.KafkaBeans;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.bus.FakeRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    /** The most places a target has. */
    private static final int PLACES = 64;

    private static final String ACCOUNT = "stormed";
    /** Longer than Kafka waits for a consumer that does not come back for more (max.poll.interval.ms): late is not lost. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

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

    private Member member(Map<String, Object> settings, int instance) {
        var own = new HashMap<>(settings);
        own.put("opsbus.notifier.instance", instance);
        return new Member(new KillableNotifier(own, folder.resolve("member-" + instance + ".log")));
    }

    /** Something that is possible happens to somebody. */
    private void change(List<Member> members, SplittableRandom random) {
        var ready = await().atMost(PATIENCE)
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

    private String told(List<Member> members) {
        return changes
                + members.stream()
                        .map(one -> "\nalive " + one.process.isAlive() + ", stopped " + one.stopped + ", leaving "
                                + one.leaving + "\n" + (one.isUp() ? one.process.told() : ""))
                        .collect(Collectors.joining());
    }

    @Test
    void whoeverComesAndGoesEveryEventArrives() {
        var random = Seeds.random("StormedNotifierIT");
        try (var registry = new FakeRegistry();
                var sink = new Sink();
                var bus = new Bus(registry.schemas())) {
            var database = Backbone.get().postgres().newDatabase();
            var settings = RunningNotifier.settings(registry.url(), database);
            var members = IntStream.range(0, MEMBERS)
                    .mapToObj(i -> member(settings, i))
                    .toList();
            var load = new Load(bus, ACCOUNT);
            try (load) {
                members.getFirst().process.start();
                for (var target = 0; target < TARGETS; target++) {
                    members.getFirst().process.subscribe(ACCOUNT, sink.url("/count/" + target));
                }
                load.begin();
                for (var change = 1; change <= CHANGES; change++) {
                    var enough = sink.arrivals() + 1 + random.nextInt(LULL);
                    await().pollInterval(Duration.ofMillis(5))
                            .atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(sink.arrivals())
                                    .as(() -> told(members))
                                    .isGreaterThanOrEqualTo(enough));
                    change(members, random);
                    noOffsetGoesBack(bus);
                }
                members.stream().filter(one -> one.stopped).forEach(one -> one.take(Change.GO_ON));
                load.close();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(sink.ids().size())
                                .as(() -> told(members))
                                .isEqualTo(load.published() * TARGETS));
                // rows a dead process had in hand come again when their leases have run out
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(KilledNotifierIT.parked(database)).isZero());
                noOffsetGoesBack(bus);
                judge(Tally.of(sink.settled(), bus.timesDelivered()), load.published() * TARGETS);
            } finally {
                members.forEach(one -> one.process.close());
            }
        }
    }

    private void judge(Tally tally, int deliveries) {
        System.out.printf("storm: %s, %d deliveries, 0 lost, %s%n", changes, deliveries, tally);
        assertThat(tally.unknown()).isLessThanOrEqualTo((long) count(Change.KILL) * TARGETS * PLACES);
        assertThat(tally.knownTwice()).isLessThanOrEqualTo((long) count(Change.STOP) * TARGETS * PLACES);
        assertThat(tally.twice()).isLessThanOrEqualTo(tally.unknown() + tally.knownTwice());
    }
}
