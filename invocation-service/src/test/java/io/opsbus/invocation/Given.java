package io.opsbus.invocation;

import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import io.opsbus.invocation.task.TaskPlan;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.Labels;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.invocation.work.Terms;
import io.opsbus.invocation.work.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The cast of this service's tests. */
public final class Given {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    public static final RegionId HANGZHOU = new RegionId("cn-hangzhou");
    public static final RegionId BEIJING = new RegionId("cn-beijing");
    public static final AccountId ALICE = new AccountId("1600000000000001");
    public static final AccountId BOB = new AccountId("1600000000000002");
    public static final Scope ALICES = new Scope(ALICE, HANGZHOU);
    public static final InstanceId LINUX = new InstanceId("i-linux0000000000001");
    public static final InstanceId WINDOWS = new InstanceId("i-windows00000000001");
    public static final InstanceId STOPPED = new InstanceId("i-stopped00000000001");

    private Given() {}

    public static KnownInstance instance(InstanceId id) {
        return new KnownInstance(
                id, ALICES, "name of " + id, id.equals(WINDOWS) ? "windows" : "linux", !id.equals(STOPPED));
    }

    public static Command command(String script) {
        return new Command(
                new CommandId("c-%032x".formatted(1)),
                ALICES,
                "say",
                "says something",
                new Program(CommandType.SHELL, Content.ofText(script), true, "/root", "", Duration.ofMinutes(1)),
                1);
    }

    public static Invocation invocation(int number, RepeatMode mode) {
        var terms = new Terms(
                mode,
                mode == RepeatMode.PERIOD ? "0 */10 * * * *" : "",
                Map.of("who", "world"),
                new Terms.Place("", "", "", ""),
                "Process");
        return Invocation.fresh(
                place(number),
                NOON,
                new Work.Run(command("echo {{who}}"), terms, true),
                new Labels(Map.of("owner", "zhang"), "rg-1"));
    }

    public static InvocationPlace place(int number) {
        return new InvocationPlace(ALICES, new InvocationId("t-%032x".formatted(number)));
    }

    public static TaskPlan plan(RepeatMode mode) {
        return new TaskPlan(mode, Duration.ofMinutes(1), null, false, null);
    }

    /** Task {@code number} of invocation {@code number}. */
    public static Task task(int number, RepeatMode mode, InstanceId instance) {
        return Task.fresh(
                new TaskIdentity(
                        new TaskId("t-%028d".formatted(number)), place(number).id(), instance, ALICES, NOON),
                plan(mode));
    }
}
