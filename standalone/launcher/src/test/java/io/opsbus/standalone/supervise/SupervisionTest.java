package io.opsbus.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.supervise.ChildState.BackingOff;
import io.opsbus.standalone.supervise.ChildState.Ready;
import io.opsbus.standalone.supervise.ChildState.Starting;
import io.opsbus.standalone.supervise.ChildState.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SupervisionTest {
    private static final Instant T0 = Instant.parse("2026-11-23T00:00:00Z");

    private final FakeProcesses processes = new FakeProcesses();
    private final Map<String, String> notReady = new HashMap<>();
    private String gate = "";

    @Test
    void aProgramWaitsForThoseItComesAfter() {
        var supervision = supervision(program("kafka"), program("services", "kafka"));
        notReady.put("kafka", "port closed");

        supervision.step(T0);

        assertThat(supervision.states().get("kafka")).isInstanceOf(Starting.class);
        assertThat(supervision.states().get("services")).isInstanceOf(Waiting.class);

        notReady.clear();
        supervision.step(T0.plusSeconds(1));
        supervision.step(T0.plusSeconds(1));
        supervision.step(T0.plusSeconds(1));
        assertThat(supervision.allReady()).isTrue();
    }

    @Test
    void aProgramThatDiesIsStartedAgainAfterAPauseThatDoubles() {
        var supervision = supervision(program("kafka"));
        supervision.step(T0);
        supervision.step(T0);
        processes.last().exit(1);

        supervision.step(T0);

        assertThat(supervision.states().get("kafka"))
                .isEqualTo(new BackingOff(T0.plusMillis(500), "ended with exit code 1", 1));
        supervision.step(T0.plusMillis(499));
        assertThat(processes.started).hasSize(1);
        supervision.step(T0.plusMillis(500));
        supervision.step(T0.plusMillis(500));
        assertThat(processes.started).hasSize(2);
        processes.last().exit(137);
        supervision.step(T0.plusMillis(600));
        assertThat(supervision.states().get("kafka"))
                .isEqualTo(new BackingOff(T0.plusMillis(1600), "ended with exit code 137", 2));
    }

    @Test
    void aProgramThatServedForAMinuteStartsOverWithTheShortestPause() {
        var supervision = supervision(program("kafka"));
        for (int round = 0; round < 5; round++) {
            run(supervision, T0.plusSeconds(40L * round));
            processes.last().exit(1);
            supervision.step(T0.plusSeconds(40L * round));
        }
        run(supervision, T0.plusSeconds(1000));
        assertThat(supervision.states().get("kafka")).isInstanceOf(Ready.class);
        processes.last().exit(1);

        supervision.step(T0.plusSeconds(1061));

        assertThat(supervision.states().get("kafka"))
                .isEqualTo(new BackingOff(T0.plusSeconds(1061).plusMillis(500), "ended with exit code 1", 1));
    }

    @Test
    void nothingIsStartedOnAFullDiskAndTheReasonIsShown() {
        gate = "waits for disk space";
        var supervision = supervision(program("kafka"));

        supervision.step(T0);

        assertThat(processes.started).isEmpty();
        assertThat(supervision.states().get("kafka"))
                .isEqualTo(new BackingOff(T0.plusSeconds(5), "waits for disk space", 0));
        gate = "";
        run(supervision, T0.plusSeconds(30));
        assertThat(supervision.allReady()).isTrue();
    }

    @Test
    void theLongestPauseIsHalfAMinute() {
        assertThat(ChildState.pause(0)).isEqualTo(Duration.ofMillis(500));
        assertThat(ChildState.pause(3)).isEqualTo(Duration.ofSeconds(4));
        assertThat(ChildState.pause(100)).isEqualTo(Duration.ofSeconds(30));
    }

    private static void run(Supervision supervision, Instant now) {
        for (int i = 0; i < 4; i++) {
            supervision.step(now);
        }
    }

    private Supervision supervision(Program... programs) {
        return new Supervision(List.of(programs), () -> gate);
    }

    private Program program(String name, String... after) {
        return new Program(
                name,
                processes::start,
                Path.of("unused.log"),
                List.of(after),
                () -> notReady.getOrDefault(name, ""),
                new Program.Stop("TERM", Duration.ofSeconds(1)));
    }

    private static final class FakeProcesses {
        private final List<FakeProcess> started = new ArrayList<>();

        Running start() throws IOException {
            FakeProcess process = new FakeProcess(started.size() + 1);
            started.add(process);
            return process;
        }

        FakeProcess last() {
            return started.getLast();
        }
    }

    private static final class FakeProcess implements Running {
        private final long pid;
        private int exit = -1;

        FakeProcess(long pid) {
            this.pid = pid;
        }

        void exit(int code) {
            exit = code;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public long startedMillis() {
            return 1;
        }

        @Override
        public boolean isAlive() {
            return exit < 0;
        }

        @Override
        public int exitCode() {
            return exit;
        }

        @Override
        public void signal(String name) {
            exit = 143;
        }
    }
}
