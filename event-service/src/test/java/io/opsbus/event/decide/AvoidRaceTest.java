package io.opsbus.event.decide;

import static io.opsbus.event.decide.Sample.ACCOUNT;
import static io.opsbus.event.decide.Sample.MACHINE;
import static io.opsbus.event.decide.Sample.NOT_BEFORE;
import static io.opsbus.event.decide.Sample.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.decide.EventInput.Acted;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.Deed.Channel;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import java.util.EnumMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The user reboots in the very millisecond the window opens, ten thousand times. */
class AvoidRaceTest {
    private static final int RACES = 10_000;

    @Test
    void eitherTheUserOrTheWindowWinsAndNeverBoth() throws Exception {
        var course = new Course(PUBLISHED);
        for (int race = 0; race < RACES; race++) {
            var maintenance = maintenance(race);
            course.change(maintenance.id(), new EventInput.Schedule(maintenance, NOT_BEFORE));
        }
        course.clock.set(NOT_BEFORE);
        var rebooted = new Acted(ACCOUNT, MACHINE, Deed.REBOOT, Channel.API, NOT_BEFORE);
        var start = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<?> user = threads.submit(() -> run(course, start, rebooted));
            Future<?> window = threads.submit(() -> run(course, start, new EventInput.Due()));
            user.get();
            window.get();
        }

        var ends = new EnumMap<EventStatus, Integer>(EventStatus.class);
        for (int race = 0; race < RACES; race++) {
            var event = course.published(maintenance(race).id());
            // one step from Scheduled, not two
            assertThat(event.changes()).isEqualTo(1);
            ends.merge(event.status(), 1, Integer::sum);
        }
        assertThat(ends.keySet()).isSubsetOf(EventStatus.AVOIDED, EventStatus.EXECUTING);
        assertThat(course.told())
                .filteredOn(line -> line.endsWith("please REBOOT"))
                .hasSize(ends.getOrDefault(EventStatus.EXECUTING, 0));
        assertThat(course.told())
                .filteredOn(line -> line.endsWith("Avoided"))
                .hasSize(ends.getOrDefault(EventStatus.AVOIDED, 0));
    }

    private static void run(Course course, CyclicBarrier start, EventInput input) {
        for (int race = 0; race < RACES; race++) {
            meet(start);
            course.change(maintenance(race).id(), input);
        }
    }

    private static void meet(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Subject maintenance(int race) {
        var sample = Sample.subject(EventType.MAINTENANCE_REBOOT, Origin.OPERATOR);
        return new Subject(
                EventId.derived("race/" + race), sample.type(), sample.target(), sample.origin(), sample.reason());
    }
}
