package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.FileTask;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.RunTask.OutputRules;
import io.opsbus.invocation.link.RunTask.Place;
import io.opsbus.invocation.link.RunTask.Repeat;
import io.opsbus.invocation.link.RunTask.Script;
import io.opsbus.invocation.link.RunTask.Timing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Tasks for tests. */
final class Given {
    private Given() {}

    static RunTask shell(String id, String script) {
        return task(id, script, "", new Timing(Repeat.ONCE, "", Instant.ofEpochSecond(1)));
    }

    static RunTask launched(String id, String script, String launcher) {
        RunTask plain = shell(id, script);
        return new RunTask(
                plain.id(),
                plain.version(),
                plain.commandId(),
                new Script(
                        plain.script().type(),
                        plain.script().content(),
                        plain.script().timeout(),
                        launcher,
                        false,
                        false),
                plain.place(),
                plain.timing(),
                plain.output());
    }

    /** One whose process ends alone. */
    static RunTask alone(String id, String script) {
        RunTask plain = shell(id, script);
        return new RunTask(
                plain.id(),
                plain.version(),
                plain.commandId(),
                new Script(
                        plain.script().type(),
                        plain.script().content(),
                        plain.script().timeout(),
                        "",
                        true,
                        false),
                plain.place(),
                plain.timing(),
                plain.output());
    }

    /** One whose exit code may power nothing off. */
    static RunTask guarded(String id, String script) {
        RunTask plain = shell(id, script);
        return new RunTask(
                plain.id(),
                plain.version(),
                plain.commandId(),
                new Script(
                        plain.script().type(),
                        plain.script().content(),
                        plain.script().timeout(),
                        "",
                        false,
                        true),
                plain.place(),
                plain.timing(),
                plain.output());
    }

    static RunTask timed(String id, Repeat repeat, String schedule, Instant created) {
        return task(id, "echo now", "", new Timing(repeat, schedule, created));
    }

    static RunTask as(String id, String user) {
        return task(id, "id", user, new Timing(Repeat.ONCE, "", Instant.EPOCH));
    }

    private static RunTask task(String id, String script, String user, Timing timing) {
        return new RunTask(
                new TaskId(id),
                0,
                "c-1",
                new Script("RunShellScript", script.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(1)),
                new Place("", user, "", "", ""),
                timing,
                new OutputRules(Duration.ofSeconds(1), 24_000));
    }

    static FileTask file(String id, String directory, String name, String content) {
        return new FileTask(
                new TaskId(id),
                content.getBytes(StandardCharsets.UTF_8),
                directory,
                name,
                new FileTask.Rights("0644", "", ""),
                false,
                Duration.ofMinutes(1));
    }
}
