package io.opsbus.invocation.simulated;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.agentlink.AwayTasks;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.invocation.link.RunTask.Repeat;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Agents of machines that come and go. */
class SimulationTest {
    private static final Duration BEAT = Duration.ofSeconds(90);

    private final SettableClock clock = SettableClock.at(NOON);
    private final InMemoryAgentTasks tasks = new InMemoryAgentTasks();
    private final AtomicInteger ids = new AtomicInteger();
    private final List<RuntimeException> troubles = new ArrayList<>();
    private long told = Long.MAX_VALUE;
    private Runnable asked = () -> {};
    private final Simulation simulation = fresh();

    private Simulation fresh() {
        return new Simulation(
                new Simulation.Service(
                        tasks,
                        (_, revision) -> {
                            Runnable meanwhile = asked;
                            asked = () -> {};
                            meanwhile.run();
                            return revision <= told;
                        },
                        clock,
                        BEAT,
                        () -> Integer.toString(ids.incrementAndGet()),
                        (_, failure) -> troubles.add(failure)),
                Runnable::run,
                () -> {});
    }

    private static SimulatedInstance instance(boolean isRunning, long incarnation, long revision) {
        return new SimulatedInstance(LINUX, isRunning, incarnation, revision, "linux", "web-1", Map.of());
    }

    /** Time passes, and what is due is done. */
    private void pass(Duration time) {
        clock.advance(time);
        var ignored = simulation.tick();
    }

    private void tick() {
        pass(Duration.ZERO);
    }

    private void live() {
        simulation.live();
        tick();
    }

    private List<String> told() {
        return tasks.told().stream()
                .map(one -> MachineTest.text(new Said(one.task(), 0, one.report())))
                .toList();
    }

    @Test
    void aMachineThatComesOnHasAnAgentThatRunsWhatItIsGiven() {
        live();
        simulation.seen(instance(false, 0, 1));
        tick();
        assertThat(tasks.isConnected(LINUX)).isFalse();
        simulation.seen(instance(true, 1, 2));
        tick();
        assertThat(tasks.isConnected(LINUX)).isTrue();
        tasks.add(LINUX, MachineTest.once("echo 123"));
        tick();
        assertThat(told()).containsExactly("t-1/0 exits 0 0-0 '123'");
    }

    @Test
    void whatWaitsIsFetchedWhenTheAgentComes() {
        live();
        tasks.add(LINUX, MachineTest.once("echo 123"));
        simulation.seen(instance(true, 1, 1));
        tick();
        assertThat(told()).containsExactly("t-1/0 exits 0 0-0 '123'");
    }

    @Test
    void anAgentComesNoSoonerThanTheServiceHasHeardOfItsMachine() {
        told = 1;
        live();
        simulation.seen(instance(true, 1, 2));
        for (int n = 0; n < 50; n++) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(tasks.isConnected(LINUX)).isFalse();
        assertThat(simulation.tick())
                .as("it is not asked all the time")
                .hasValueSatisfying(
                        next -> assertThat(next).isAfter(clock.instant().plusMillis(500)));
        told = 2;
        pass(Duration.ofSeconds(5));
        assertThat(tasks.isConnected(LINUX)).isTrue();
    }

    @Test
    void aBootBringsWhatWaitsForOneAndATakeOverDoesNot() {
        simulation.seen(instance(true, 1, 1));
        tasks.add(LINUX, MachineTest.task("t-1", 0, "echo next", Repeat.NEXT_REBOOT_ONLY, ""));
        tasks.add(LINUX, MachineTest.task("t-2", 0, "echo every", Repeat.EVERY_REBOOT, ""));
        live();
        assertThat(tasks.isConnected(LINUX)).isTrue();
        assertThat(told()).as("it was on before").isEmpty();
        simulation.seen(instance(true, 2, 2));
        tick();
        assertThat(told()).containsExactly("t-1/0 exits 0 0-0 'next'", "t-2/0 exits 0 0-0 'every'");
        simulation.seen(instance(false, 2, 3));
        tick();
        assertThat(tasks.isConnected(LINUX)).isFalse();
        simulation.seen(instance(true, 3, 4));
        tick();
        assertThat(told()).hasSize(3).last().isEqualTo("t-2/0 exits 0 0-0 'every'");
    }

    @Test
    void theFirstBootIsNoneThatAnythingWaitedFor() {
        live();
        simulation.seen(instance(false, 0, 1));
        tick();
        // asked of what was told as running, a moment before its agent comes
        tasks.add(LINUX, MachineTest.task("t-1", 0, "echo next", Repeat.NEXT_REBOOT_ONLY, ""));
        simulation.seen(instance(true, 1, 2));
        tick();
        assertThat(told()).isEmpty();
        simulation.seen(instance(true, 2, 3));
        tick();
        assertThat(told()).containsExactly("t-1/0 exits 0 0-0 'next'");
    }

    @Test
    void aBootWhileTheAgentOfTheOneBeforeComesIsOneToo() {
        live();
        tasks.add(LINUX, MachineTest.task("t-2", 0, "echo every", Repeat.EVERY_REBOOT, ""));
        asked = () -> simulation.seen(instance(true, 2, 2));
        simulation.seen(instance(true, 1, 1));
        tick();
        tick();
        assertThat(told()).containsExactly("t-2/0 exits 0 0-0 'every'");
    }

    @Test
    void aMachineWhoseStepHasBrokenDownGoesOn() {
        live();
        asked = () -> {
            throw new StackOverflowError("of a script nobody has thought of");
        };
        simulation.seen(instance(true, 1, 1));
        assertThatThrownBy(this::tick).isInstanceOf(StackOverflowError.class);
        pass(Duration.ofSeconds(10));
        assertThat(tasks.isConnected(LINUX)).isTrue();
    }

    @Test
    void whatWasWrittenIsThereAfterABoot() {
        live();
        simulation.seen(instance(true, 1, 1));
        tasks.add(LINUX, MachineTest.file("t-8", "/etc", "motd", false));
        tick();
        simulation.seen(instance(false, 1, 2));
        tick();
        simulation.seen(instance(true, 2, 3));
        tick();
        tasks.add(LINUX, MachineTest.file("t-9", "/etc", "motd", false));
        tick();
        assertThat(told()).containsExactly("t-8/0 written true", "t-9/0 file invalid FileExist /etc/motd");
    }

    @Test
    void ofSeveralNewsAtOnceTheLastCountsAndABootIsOne() {
        live();
        simulation.seen(instance(true, 1, 1));
        tick();
        tasks.add(LINUX, MachineTest.task("t-2", 0, "echo every", Repeat.EVERY_REBOOT, ""));
        simulation.seen(instance(false, 1, 2));
        simulation.seen(instance(true, 2, 3));
        simulation.seen(instance(false, 1, 2));
        tick();
        assertThat(told()).containsExactly("t-2/0 exits 0 0-0 'every'");
        assertThat(tasks.isConnected(LINUX)).isTrue();
    }

    @Test
    void aMachineThatGoesOffEndsWhatRanWithoutAWord() {
        live();
        simulation.seen(instance(true, 1, 1));
        tasks.add(LINUX, MachineTest.once("echo a; sleep 5"));
        tick();
        assertThat(told()).containsExactly("t-1/0 runs since 0 'a'");
        simulation.gone(LINUX);
        pass(Duration.ofMinutes(1));
        assertThat(told()).hasSize(1);
        assertThat(tasks.isConnected(LINUX)).isFalse();
        assertThat(simulation.size()).isZero();
    }

    @Test
    void whatIsStoppedEnds() {
        live();
        simulation.seen(instance(true, 1, 1));
        tasks.add(LINUX, MachineTest.once("sleep 50"));
        tick();
        tasks.stop(LINUX, new TaskList.Stop(new TaskId("t-1"), 0, Repeat.ONCE));
        pass(Duration.ofSeconds(1));
        assertThat(told()).containsExactly("t-1/0 runs since 0", "t-1/0 stopped 0-1");
        pass(Duration.ofMinutes(5));
        assertThat(told()).hasSize(2);
    }

    @Test
    void timetablesRunAndTagsSayWhatTheyComeTo() {
        live();
        simulation.seen(instance(true, 1, 1));
        tasks.add(LINUX, MachineTest.task("t-1", 0, "echo a", Repeat.RATE, "rate(1m)"));
        tick();
        pass(Duration.ofMinutes(1));
        simulation.seen(new SimulatedInstance(
                LINUX, true, 1, 2, "linux", "web-1", Map.of("opsbus:exit-code", "5", "opsbus:output", "no")));
        pass(Duration.ofMinutes(1));
        assertThat(told()).containsExactly("t-1/0 exits 0 60-60 'a'", "t-1/0 exits 5 120-120 'no'");
    }

    @Test
    void anAgentIsHeardAgainAndAgain() {
        live();
        simulation.seen(instance(true, 1, 1));
        tick();
        var next = simulation.tick().orElseThrow();
        assertThat(next).isBetween(NOON, NOON.plus(BEAT));
        clock.set(next);
        tick();
        assertThat(tasks.news(LINUX)).hasValueSatisfying(news -> {
            assertThat(news.agentVersion()).isEqualTo("simulated");
            assertThat(news.connection()).as("a heartbeat").isEmpty();
        });
        assertThat(simulation.tick()).contains(next.plus(BEAT));
    }

    @Test
    void whileTheStoreIsAwayTimeStandsStillAndNothingIsLost() {
        var away = new AwayTasks();
        var other = new Simulation(
                new Simulation.Service(
                        away, (_, _) -> true, clock, BEAT, () -> "x", (_, failure) -> troubles.add(failure)),
                Runnable::run,
                () -> {});
        other.live();
        other.seen(instance(true, 1, 1));
        var ignored = other.tick();
        assertThat(troubles).hasOnlyElementsOfType(AgentTasks.Away.class).hasSize(1);
        away.behind().add(LINUX, MachineTest.once("echo 123"));
        for (int n = 0; n < 100; n++) {
            clock.advance(Duration.ofSeconds(1));
            ignored = other.tick();
        }
        assertThat(troubles).as("it is not asked all the time").hasSizeBetween(15, 40);
        away.back(true);
        clock.advance(Duration.ofSeconds(10));
        ignored = other.tick();
        assertThat(away.behind().told())
                .singleElement()
                .satisfies(one -> assertThat(one.report()).isInstanceOf(TaskReport.Finished.class));
    }

    @Test
    void whatIsClosedDoesNothingMore() {
        live();
        simulation.seen(instance(true, 1, 1));
        tick();
        simulation.close();
        tasks.add(LINUX, MachineTest.once("echo 123"));
        pass(Duration.ofMinutes(10));
        assertThat(told()).isEmpty();
    }

    @Test
    void tenThousandMachinesWaitInOneQueue() {
        live();
        for (int n = 0; n < 10_000; n++) {
            simulation.seen(new SimulatedInstance(new InstanceId("i-" + n), true, 1, 1, "linux", "web-" + n, Map.of()));
        }
        tick();
        assertThat(tasks.isConnected(new InstanceId("i-9999"))).isTrue();
        int beats = 0;
        for (int second = 0; second < BEAT.toSeconds(); second++) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(simulation.size()).isEqualTo(10_000);
        for (int n = 0; n < 10_000; n++) {
            beats += tasks.news(new InstanceId("i-" + n))
                            .orElseThrow()
                            .connection()
                            .isEmpty()
                    ? 1
                    : 0;
        }
        assertThat(beats).isEqualTo(10_000);
    }
}
