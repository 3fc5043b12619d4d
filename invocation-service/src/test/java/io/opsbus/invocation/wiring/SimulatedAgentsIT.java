package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.wiring.simulated.SimulatedAgents;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Simulated agents of the whole service, against real servers; at the end in several processes. */
class SimulatedAgentsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicInteger MACHINES = new AtomicInteger();

    private static final Map<String, Object> SETTINGS = settings();
    private static Surroundings.Started service = Surroundings.start(SETTINGS);

    private static Map<String, Object> settings() {
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.invocation.simulated-agents", "true");
        return settings;
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static SimulatedAgents agents() {
        return Objects.requireNonNull(service.bean(Engine.class).simulated);
    }

    /** One that runs, as soon as the service knows of it. */
    private static String running(Caller caller) {
        String id = "i-sim" + MACHINES.incrementAndGet();
        BusWriter.instance(id, "Starting", 1);
        BusWriter.instance(id, "Running", 1);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> caller.call("RunCommand", run(id, "true", "RepeatMode", "DryRun"))
                                .status()
                        == 200);
        return id;
    }

    private static Map<String, String> run(String instance, String script, String... more) {
        Map<String, String> all = new LinkedHashMap<>(
                Map.of("Type", "RunShellScript", "CommandContent", script, "InstanceId.1", instance));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static String begin(Caller caller, String instance, String script, String... more) {
        Caller.Told told = caller.call("RunCommand", run(instance, script, more));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        return told.text("InvokeId");
    }

    private static Caller.Told results(Caller caller, String invocation) {
        return caller.call("DescribeInvocationResults", Map.of("InvokeId", invocation));
    }

    private static Caller.Told ended(Caller caller, String invocation, String status) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> results(caller, invocation),
                        told -> told.text("InvocationStatus").equals(status));
    }

    @Test
    void aCommandRunsOnWhatHasJustComeOnAndIsRead() {
        Caller caller = service.caller();
        for (int n = 0; n < 5; n++) {
            String instance = running(caller);
            Caller.Told told = ended(caller, begin(caller, instance, "echo 123"), "Success");
            assertThat(told.body()).contains("\"Output\":\"MTIzCg==\"", "\"ExitCode\":0");
        }
        String instance = running(caller);
        Caller.Told failed = ended(caller, begin(caller, instance, "echo no; exit 3"), "Failed");
        assertThat(failed.body()).contains("\"ExitCode\":3");
        Caller.Told late = ended(caller, begin(caller, instance, "sleep 10", "Timeout", "1"), "Timeout");
        assertThat(late.text("ErrorCode")).isEqualTo("ExecutionTimeout");
        await().atMost(SOON)
                .until(() -> caller.call("DescribeCloudAssistantStatus", Map.of("InstanceId.1", instance))
                        .text("CloudAssistantStatus")
                        .equals("true"));
        Caller.Told sent = caller.call(
                "SendFile",
                Map.of(
                        "Name",
                        "motd",
                        "TargetDir",
                        "/etc",
                        "Content",
                        "aGk=",
                        "ContentType",
                        "Base64",
                        "InstanceId.1",
                        instance));
        await().atMost(SOON)
                .until(() -> caller.call("DescribeSendFileResults", Map.of("InvokeId", sent.text("InvokeId")))
                        .body()
                        .contains("\"InvocationStatus\":\"Success\""));
    }

    @Test
    void whatSleepsIsStopped() {
        Caller caller = service.caller();
        String instance = running(caller);
        String invocation = begin(caller, instance, "echo begun; sleep 50; echo never");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(results(caller, invocation).body()).contains("\"Output\":\"YmVndW4K\""));
        caller.call("StopInvocation", Map.of("InvokeId", invocation));
        Caller.Told stopped = ended(caller, invocation, "Terminated");
        assertThat(stopped.body()).contains("\"Output\":\"YmVndW4K\"");
    }

    @Test
    void aRebootBringsWhatWaitedForItAndEndsWhatRan() {
        Caller caller = service.caller();
        String instance = running(caller);
        String next = begin(caller, instance, "echo next", "RepeatMode", "NextRebootOnly");
        String every = begin(caller, instance, "echo every", "RepeatMode", "EveryReboot");
        String cut = begin(caller, instance, "sleep 50");
        ended(caller, cut, "Running");
        assertThat(results(caller, next).text("InvocationStatus")).isEqualTo("Scheduled");
        BusWriter.instance(instance, "Stopping", 1);
        BusWriter.instance(instance, "Starting", 1);
        BusWriter.instance(instance, "Running", 2);
        ended(caller, next, "Success");
        await().atMost(SOON).until(() -> results(caller, every).body().contains("ZXZlcnkK"));
        assertThat(ended(caller, cut, "Error").text("ErrorCode")).isEqualTo("ExecutionInterrupted");
        caller.call("StopInvocation", Map.of("InvokeId", every));
    }

    @Test
    void aTurnThatIsLostInterruptsWhatRanAndIsTakenAgain() {
        Caller caller = service.caller();
        String instance = running(caller);
        String cut = begin(caller, instance, "sleep 50");
        ended(caller, cut, "Running");
        int ended = Jdbi.create(
                        SETTINGS.get("opsbus.postgres.url") + "" + SETTINGS.get("opsbus.invocation.database"),
                        String.valueOf(SETTINGS.get("opsbus.postgres.user")),
                        String.valueOf(SETTINGS.get("opsbus.postgres.password")))
                .withHandle(handle -> handle.createQuery("select pg_terminate_backend(pid) from pg_locks"
                                + " where locktype = 'advisory' and classid = 1868591715 and objid = 25"
                                + " and database = (select oid from pg_database where datname = current_database())")
                        .mapTo(Boolean.class)
                        .list()
                        .size());
        assertThat(ended).isEqualTo(1);
        assertThat(ended(caller, cut, "Error").text("ErrorCode")).isEqualTo("ExecutionInterrupted");
        ended(caller, begin(caller, instance, "echo 123"), "Success");
    }

    /** Two processes and then one that was killed: at every moment at most one simulates, and a timetable runs once each time. */
    @Test
    void oneProcessSimulatesAndAnotherTakesOver() {
        // in one database and one consumer group, as processes of one system are
        Map<String, Object> others = new HashMap<>(SETTINGS);
        others.put("opsbus.invocation.agents.port", "0");
        var first = DoomedService.start(others);
        var doomed = new Caller(first.url());
        doomed.awaitReady();
        assertThat(agents().machines()).isPositive();
        assertThat(agents().told()).isEqualTo("UP, here: " + agents().machines() + " machines");
        // the one that is there has the turn: once it is gone the other does
        service.close();
        String instance = running(doomed);
        ended(doomed, begin(doomed, instance, "echo 123"), "Success");
        String timetable = begin(doomed, instance, "echo tick", "Frequency", "*/10 * * * * ?");
        service = Surroundings.start(SETTINGS);
        Caller caller = service.caller();
        await().atMost(SOON).until(() -> runs(caller, timetable).size() >= 2);
        assertThat(agents().machines()).as("it is the other's turn").isZero();
        assertThat(agents().told()).startsWith("UP, in another process");
        first.kill();
        await().atMost(SOON).until(() -> agents().machines() > 0);
        ended(caller, begin(caller, instance, "echo 123"), "Success");
        int before = runs(caller, timetable).size();
        await().atMost(SOON).until(() -> runs(caller, timetable).size() >= before + 2);
        assertThat(runs(caller, timetable)).doesNotHaveDuplicates();
        caller.call("StopInvocation", Map.of("InvokeId", timetable));
    }

    /** When each run of a timetable began, to the second. */
    private static List<String> runs(Caller caller, String invocation) {
        String body = caller.call("DescribeInvocationResults", Map.of("InvokeId", invocation, "IncludeHistory", "true"))
                .body();
        return Pattern.compile("\"StartTime\":\"(\\d[^\"]*)\"")
                .matcher(body)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
