package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.RunTask;
import io.opsbus.agent.RunTask.Repeat;
import io.opsbus.agent.SetClock;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the agent may be started anew, beside timetables. */
class RestingTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SetClock clock = new SetClock(NOON);
    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final Runner runner;

    RestingTest(@TempDir Path folder) throws Exception {
        runner = new Runner(
                new WorkFolder(folder, NOON),
                new Recorded(),
                new Runner.Machine(clock, (_, _) -> {}, (what, _) -> journal.add(what), ""));
    }

    @AfterEach
    void end() {
        runner.close();
    }

    private void take(String rate) {
        RunTask task = Tasks.timed("t-1", 0, Repeat.RATE, rate, NOON);
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
    }

    @Test
    void itRestsBetweenTwoRunsAndNotRightBeforeOne() {
        take("rate(10m)");
        assertThat(runner.rest()).isTrue();
        clock.advance(Duration.ofMinutes(9).plusSeconds(45));
        assertThat(runner.rest()).as("a run is due in a quarter of a minute").isFalse();
        assertThat(journal).isEmpty();
    }

    @Test
    void aTimetableThatLeavesNoGapPutsItOffForAnHourAndThatARunMayBeLeftOutIsTold() {
        take("rate(20s)");
        assertThat(runner.rest()).isFalse();
        clock.advance(Duration.ofMinutes(59));
        assertThat(runner.rest()).isFalse();
        assertThat(journal).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(runner.rest()).isTrue();
        assertThat(journal).containsExactly("timetables leave no gap, a run may be left out");
    }
}
