package io.opsbus.invocation.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.EventNames;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.cloudassistant.CloudAssistantTaskCompleted;
import io.opsbus.schemas.ecs.invocation.InvocationResult;
import io.opsbus.schemas.ecs.invocation.InvocationStatusChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole service against real servers: calls and agents in, records out. */
class InvocationServiceIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static Map<String, Object> settings;
    private static FakeCatalogue catalogue;
    private static Surroundings.Started service;
    private static Caller caller;

    @BeforeAll
    static void start() {
        catalogue = FakeCatalogue.start();
        settings = Surroundings.settings();
        settings.put("opsbus.command.url", catalogue.url());
        // a machine under load is no lost agent
        settings.put("opsbus.invocation.delivery", "1h");
        settings.put("opsbus.invocation.silence", "1h");
        service = Surroundings.start(settings);
        caller = service.caller();
    }

    @AfterAll
    static void stop() {
        service.close();
        catalogue.close();
    }

    private static AgentTasks agents() {
        return service.bean(AgentTasks.class);
    }

    /** Another instance of Alice's, as the bus tells of it, with an agent. */
    private static InstanceId instance(String id) {
        BusWriter.instance(id, "Running");
        var instance = new InstanceId(id);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(caller.call("DescribeCloudAssistantStatus", Map.of("InstanceId.1", id))
                                .status())
                        .isEqualTo(200));
        agents().connected(instance, new AgentNews("2.2.3.578", "linux", "socket-" + id));
        return instance;
    }

    private static Map<String, String> invocation(String command, InstanceId... instances) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("CommandId", command));
        IntStream.range(0, instances.length).forEach(n -> all.put("InstanceId." + (n + 1), instances[n].text()));
        return all;
    }

    private static void run(InstanceId instance, String output) {
        List<RunTask> tasks = agents().kicked(instance, Optional.empty()).run();
        assertThat(tasks).hasSize(1);
        Instant now = Clock.systemUTC().instant();
        agents().report(instance, tasks.getFirst().id(), new TaskReport.Running(now, Chunk.NONE));
        agents().report(
                        instance,
                        tasks.getFirst().id(),
                        new TaskReport.Finished(new Span(now, now), 0, new Chunk(output.getBytes(UTF_8)), 0));
    }

    @Test
    void aCommandRunsOnInstancesAndItsResultsReachTheBus() {
        InstanceId first = instance("i-it1");
        InstanceId second = instance("i-it2");
        List<Kick> kicks = new CopyOnWriteArrayList<>();
        AgentTasks.Listening listening = agents().onKick(kicks::add);
        Caller.Told told = caller.call("InvokeCommand", invocation(FakeCatalogue.ECHO, first, second));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        String id = told.text("InvokeId");
        assertThat(kicks).extracting(Kick::instance).containsExactlyInAnyOrder(first, second);
        run(first, "123\n");
        run(second, "123\n");

        Caller.Told results = caller.call("DescribeInvocationResults", Map.of("InvokeId", id));
        assertThat(results.body()).contains("\"TotalCount\":2", "\"Output\":\"MTIzCg==\"");
        assertThat(caller.call("DescribeInvocations", Map.of("InvokeId", id)).text("InvokeStatus"))
                .isEqualTo("Finished");
        List<InvocationStatusChange> statuses = BusReader.untilLast(
                Topics.INVOCATION_STATUS, id, last -> last.getStatus().equals("Success"));
        assertThat(statuses)
                .extracting(InvocationStatusChange::getRevision)
                .isSorted()
                .doesNotHaveDuplicates();
        List<InvocationResult> tasks = BusReader.until(
                Topics.INVOCATION_RESULT,
                id,
                all -> all.stream()
                                .filter(one -> one.getStatus().equals("Success"))
                                .count()
                        == 2);
        assertThat(tasks).allSatisfy(one -> assertThat(one.getAccountId()).isEqualTo(Given.ALICE.text()));
        listening.close();
    }

    @Test
    void theEndOfATaskIsAnEventRulesCanMatch() {
        InstanceId instance = instance("i-it8");
        String id = caller.call("InvokeCommand", invocation(FakeCatalogue.ECHO, instance))
                .text("InvokeId");
        run(instance, "123\n");
        CloudAssistantTaskCompleted event = BusReader.until(
                        Topics.CLOUD_ASSISTANT_TASK_COMPLETED, instance.text(), all -> !all.isEmpty())
                .getFirst();
        assertThat(EventFamily.of(event.getName())).contains(EventFamily.CLOUD_ASSISTANT_TASK_COMPLETED);
        assertThat(EventNames.levels(event)).contains(event.getLevel());
        assertThat(event.getResourceId()).isEqualTo("acs:ecs:cn-hangzhou:" + Given.ALICE + ":instance/" + instance);
        assertThat(event.getContent().getInvokeId()).isEqualTo(id);
        assertThat(event.getContent().getInvocationStatus()).isEqualTo("Success");
        assertThat(event.toString()).doesNotContain("123\n");
    }

    @Test
    void whatNobodyCanReadIsParkedAndTheRestGoesOn() {
        BusWriter.poison(Topics.INSTANCES, "i-poison");
        BusWriter.poison(Topics.COMMANDS, "c-poison");
        instance("i-it9");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(parked()).containsExactlyInAnyOrder("c-poison", "i-poison"));
    }

    private static List<String> parked() {
        return Jdbi.create(service.bean(Engine.class).database)
                .withHandle(handle -> handle.createQuery("select convert_from(key, 'UTF8') from parked_records"
                                + " where reason <> '' and value is not null")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void aCommandTheBusHasNotToldOfIsFoundAThousandTimes() {
        InstanceId instance = instance("i-it3");
        for (int n = 0; n < 1000; n++) {
            String command = catalogue.create();
            Caller.Told told = caller.call("InvokeCommand", invocation(command, instance));
            assertThat(told.status()).as(n + ": " + told.body()).isEqualTo(200);
        }
        assertThat(caller.call("InvokeCommand", invocation("c-nobody", instance))
                        .text("Code"))
                .isEqualTo("InvalidCmdId.NotFound");
    }

    @Test
    void anAgentConnectedToAnotherProcessIsKickedThere() {
        InstanceId instance = instance("i-it7");
        List<Kick> kicks = new CopyOnWriteArrayList<>();
        try (RunningService other = Main.SERVICE.start(settings)) {
            AgentTasks.Listening listening =
                    other.context().getBean(AgentTasks.class).onKick(kicks::add);
            // whatever is told before the other one listens is told again
            await().atMost(SOON).untilAsserted(() -> {
                caller.call("InvokeCommand", invocation(FakeCatalogue.ECHO, instance));
                assertThat(kicks).extracting(Kick::instance).contains(instance);
            });
            listening.close();
        }
    }

    @Test
    void aCommandTheBusHasToldOfIsNotAskedFor() {
        InstanceId instance = instance("i-it4");
        BusWriter.command("c-told");
        await().atMost(SOON)
                .until(() -> service.bean(Engine.class)
                        .known
                        .find(Given.ALICES, new CommandId("c-told"))
                        .isPresent());
        int asked = catalogue.asked();
        assertThat(caller.call("InvokeCommand", invocation("c-told", instance)).status())
                .isEqualTo(200);
        assertThat(catalogue.asked()).isEqualTo(asked);
    }

    @Test
    void anInstanceThatStopsEndsWhatWaitsForIt() {
        InstanceId instance = instance("i-it5");
        String id = caller.call("InvokeCommand", invocation(FakeCatalogue.ECHO, instance))
                .text("InvokeId");
        BusWriter.instance(instance.text(), "Stopped");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(caller.call("DescribeInvocationResults", Map.of("InvokeId", id))
                                .text("ErrorCode"))
                        .isEqualTo("InstanceNotRunning"));
    }

    @Test
    void whatIsKeptIsThereAfterARestart() {
        InstanceId instance = instance("i-it6");
        String id = caller.call("InvokeCommand", invocation(FakeCatalogue.ECHO, instance))
                .text("InvokeId");
        service.close();
        service = Surroundings.start(settings);
        caller = service.caller();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(caller.call("DescribeInvocations", Map.of("InvokeId", id))
                                .text("InvocationStatus"))
                        .isEqualTo("Pending"));
        run(instance, "after");
        assertThat(caller.call("DescribeInvocations", Map.of("InvokeId", id)).text("InvocationStatus"))
                .isEqualTo("Success");
    }
}
