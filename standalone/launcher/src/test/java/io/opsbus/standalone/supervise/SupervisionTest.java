package io.opsbus.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.opsbus.standalone.supervise.ChildState.BackingOff;
import io.opsbus.standalone.supervise.ChildState.Ready;
import io.opsbus.standalone.supervise.ChildState.Starting;
import io.opsbus.standalone.supervise.ChildState.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** Whoever is killed while the next one starts has said what it had started. */
    @Test
    void whatWasStartedIsToldBeforeTheNextOneIs() {
        var supervision = supervision(program("kafka"), program("postgres"));
        List<Integer> startedWhenTold = new ArrayList<>();

        supervision.step(T0, () -> startedWhenTold.add(processes.started.size()));

        assertThat(startedWhenTold).containsExactly(1, 2);
    }

    @Test
    void whatIsNotReadySaysWhatItLacks() {
        var supervision = supervision(program("kafka"));
        notReady.put("kafka", "port 19092 does not answer");
        run(supervision, T0);

        assertThat(StateFile.of(1, 1, "", supervision).children())
                .extracting(StateFile.Child::state, StateFile.Child::reason)
                .containsExactly(tuple("starting", "port 19092 does not answer"));
    }

    @Test
    void whoIsStoppedSaysSoUntilItHasEnded() {
        Program kafka = program("kafka");
        var supervision = supervision(kafka, program("services", "kafka"));
        notReady.put("kafka", "port closed");
        supervision.step(T0);

        supervision.stopStarting();

        StateFile state = StateFile.of(1, 1, "", supervision);
        assertThat(state.children()).extracting(StateFile.Child::state).containsExactly("stopping", "stopped");
        assertThat(state.endsAll()).isTrue();
        assertThat(state.moves()).isTrue();
        supervision.step(T0.plusSeconds(60));
        assertThat(processes.started).as("nothing is started again").hasSize(1);

        supervision.hasStopped(kafka);
        StateFile after = StateFile.of(1, 1, "", supervision);
        assertThat(after.moves() || after.allReady()).isFalse();
    }

    @Test
    void whatIsInTroubleIsOnNoWay() {
        var supervision = supervision(program("kafka"), program("services", "kafka"));
        assertThat(StateFile.of(1, 1, "", supervision).moves()).isTrue();
        supervision.step(T0);
        processes.last().exit(1);
        supervision.step(T0);

        assertThat(StateFile.of(1, 1, "", supervision).moves()).isFalse();
        assertThat(new StateFile(1, 1, "", List.of()).moves())
                .as("nothing is laid out yet")
                .isTrue();
        assertThat(new StateFile(1, 1, "no key", List.of()).moves()).isFalse();
    }

    /** An older release refuses what it does not know. */
    @Test
    void whatIsWrittenIsWhatAnOlderReleaseReads(@TempDir Path folder) throws IOException {
        var supervision = supervision(program("kafka"));
        supervision.step(T0);
        Path file = folder.resolve("state.json");
        StateFile state = StateFile.of(1, 2, "", supervision);

        state.write(file);

        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"pid\":1,\"startedMillis\":2,\"failure\":\"\",\"children\":[{\"name\":\"kafka\",\"state\":\"starting\","
                                + "\"pid\":1,\"startedMillis\":1,\"readyMillis\":0,\"restarts\":0,\"reason\":\"\"}]}");
        assertThat(StateFile.read(file)).contains(state);
        Files.writeString(file, "{\"pid\":1,\"mood\":\"good\",\"children\":[]}");
        assertThat(StateFile.read(file).orElseThrow().pid())
                .as("what a newer one says besides")
                .isEqualTo(1);
        Files.writeString(file, "{\"pid\"");
        assertThatThrownBy(() -> StateFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state.json cannot be read");
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
