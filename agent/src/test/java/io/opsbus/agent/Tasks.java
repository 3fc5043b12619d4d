package io.opsbus.agent;

import io.opsbus.agent.RunTask.Output;
import io.opsbus.agent.RunTask.Place;
import io.opsbus.agent.RunTask.Repeat;
import io.opsbus.agent.RunTask.Script;
import io.opsbus.agent.RunTask.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Tasks for tests. */
public final class Tasks {
    private Tasks() {}

    /** A shell script that runs once, for a minute at most. */
    public static RunTask shell(String id, String script) {
        return shell(id, script, Duration.ofMinutes(1));
    }

    public static RunTask shell(String id, String script, Duration timeout) {
        return task(id, 0, script("RunShellScript", script, timeout), new Timing(Repeat.ONCE, "", Instant.EPOCH));
    }

    /** A batch file that runs once. */
    public static RunTask batch(String id, String script, Duration timeout) {
        return task(id, 0, script("RunBatScript", script, timeout), new Timing(Repeat.ONCE, "", Instant.EPOCH));
    }

    public static RunTask launched(String id, String script, String launcher) {
        return launched("RunShellScript", id, script, launcher);
    }

    public static RunTask launched(String type, String id, String script, String launcher) {
        Script plain = script(type, script, Duration.ofMinutes(1));
        return task(
                id,
                0,
                new Script(plain.type(), plain.content(), plain.timeout(), launcher, false),
                new Timing(Repeat.ONCE, "", Instant.EPOCH));
    }

    /** One whose process ends alone. */
    public static RunTask alone(String id, String script, Duration timeout) {
        return alone(shell(id, script, timeout));
    }

    public static RunTask alone(RunTask task) {
        Script plain = task.script();
        return new RunTask(
                task.id(),
                task.version(),
                new Script(plain.type(), plain.content(), plain.timeout(), "", true),
                task.place(),
                task.timing(),
                task.output());
    }

    public static RunTask typed(String id, String type) {
        return task(id, 0, script(type, "echo", Duration.ZERO), new Timing(Repeat.ONCE, "", Instant.EPOCH));
    }

    public static RunTask timed(String id, int version, Repeat repeat, String cron, Instant created) {
        return task(
                id,
                version,
                script("RunShellScript", "echo now", Duration.ofMinutes(1)),
                new Timing(repeat, cron, created));
    }

    /** With another script. */
    public static RunTask saying(RunTask task, String text) {
        return new RunTask(
                task.id(),
                task.version(),
                script(task.script().type(), text, task.script().timeout()),
                task.place(),
                task.timing(),
                task.output());
    }

    public static RunTask in(RunTask task, Place place) {
        return new RunTask(task.id(), task.version(), task.script(), place, task.timing(), task.output());
    }

    public static RunTask repeated(RunTask task, Repeat repeat) {
        return new RunTask(
                task.id(),
                task.version(),
                task.script(),
                task.place(),
                new Timing(repeat, "", Instant.EPOCH),
                task.output());
    }

    private static Script script(String type, String text, Duration timeout) {
        return new Script(type, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), timeout);
    }

    private static RunTask task(String id, int version, Script script, Timing timing) {
        return new RunTask(
                id,
                version,
                script,
                new Place("", "", false),
                timing,
                new Output(Duration.ofSeconds(1), 12_000, true, false));
    }
}
