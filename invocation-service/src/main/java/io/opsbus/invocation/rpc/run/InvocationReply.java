package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.delivery.OutputDeliveries.Run;
import io.opsbus.invocation.delivery.OutputDelivery;
import io.opsbus.invocation.query.TaskRun;
import io.opsbus.invocation.rpc.Replies;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Terms;
import io.opsbus.invocation.work.Work;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Invocations, their tasks and runs in replies, in both vocabularies (API facts 2.1, 3.1). */
final class InvocationReply {
    private final Map<Run, OutputDelivery> deliveries;
    private final String encoding;

    private InvocationReply(List<OutputDelivery> deliveries, String encoding) {
        this.deliveries = deliveries.stream()
                .collect(Collectors.toMap(one -> new Run(one.task(), one.started()), Function.identity()));
        this.encoding = encoding;
    }

    /**
     * Replies about these tasks.
     *
     * @param encoding of scripts and output
     */
    static InvocationReply about(Collection<Task> tasks, Scope scope, OutputDeliveries outputs, String encoding) {
        return of(tasks.stream().map(task -> delivered(task, task.ending())), scope, outputs, encoding);
    }

    /** Replies about these runs, and no others of their tasks, of which there may be very many. */
    static InvocationReply aboutRuns(Collection<TaskRun> runs, Scope scope, OutputDeliveries outputs, String encoding) {
        return of(runs.stream().map(run -> delivered(run.task(), ending(run))), scope, outputs, encoding);
    }

    private static InvocationReply of(
            Stream<Optional<Run>> runs, Scope scope, OutputDeliveries outputs, String encoding) {
        List<Run> delivering = runs.flatMap(Optional::stream).toList();
        return new InvocationReply(delivering.isEmpty() ? List.of() : outputs.of(scope, delivering), encoding);
    }

    /** The run that ended so, if its output is delivered anywhere. */
    private static Optional<Run> delivered(Task task, @Nullable Ending run) {
        return task.plan().output() == null || run == null || run.started() == null
                ? Optional.empty()
                : Optional.of(new Run(task.id(), run.started()));
    }

    private static @Nullable Ending ending(TaskRun run) {
        return run.ended().orElse(run.task().ending());
    }

    /**
     * An invocation of DescribeInvocations.
     *
     * @param tasks all of it: its status is theirs
     * @param shown those of the instance that was asked for, or all
     * @param withOutput whether tasks tell their output
     */
    Tree.Fields invocation(Invocation invocation, List<Task> tasks, List<Task> shown, boolean withOutput) {
        if (!(invocation.work() instanceof Work.Run(var command, Terms terms, boolean _))) {
            throw new IllegalArgumentException("no command is run: " + invocation);
        }
        Program program = command.program();
        List<TaskStatus> statuses = tasks.stream().map(Task::status).toList();
        boolean isTimed = !terms.frequency().isEmpty();
        return Tree.build()
                .put("InvokeId", invocation.place().id().text())
                .put("CommandId", command.id().text())
                .put("CommandName", command.name())
                .put("CommandDescription", command.description())
                .put("CommandType", program.type().word())
                .put("CommandContent", ContentEncoding.write(program.script().bytes(), encoding))
                .put("CreationTime", Replies.time(invocation.created()))
                .put("InvocationStatus", OverallStatus.of(statuses).word())
                .put("InvokeStatus", OverallStatus.Legacy.of(statuses).word())
                .put("RepeatMode", terms.mode().word())
                .put("Timed", isTimed)
                .put("Frequency", terms.frequency())
                .put("Parameters", json(terms.parameters()))
                .put("Timeout", program.timeout().toSeconds())
                .put("WorkingDir", program.workingDirectory())
                .put("Launcher", program.launcher())
                .put("Username", terms.place().username())
                .put("ContainerId", terms.place().containerId())
                .put("ContainerName", terms.place().containerName())
                .put("TerminationMode", terms.terminationMode())
                .put("OssOutputDelivery", terms.outputWord())
                .put("Tags", "Tag", Replies.tags(invocation.labels()))
                .put(
                        "InvokeInstances",
                        "InvokeInstance",
                        shown.stream()
                                .map(task -> instance(task, isTimed, withOutput))
                                .toList())
                .end();
    }

    private Tree.Fields instance(Task task, boolean isTimed, boolean withOutput) {
        Tree.Builder reply = Tree.build()
                .put("InstanceId", task.identity().instance().text())
                .put("InvocationStatus", task.status().word())
                .put("InstanceInvokeStatus", task.status().instanceLegacy().word())
                .put("CreationTime", Replies.time(task.identity().created()))
                .put("UpdateTime", Replies.time(task.progress().updated()))
                .put("Timed", isTimed);
        outcome(reply, task, Optional.empty(), "FinishTime");
        Output output = task.progress().output();
        if (withOutput) {
            // what found no place in this answer is told as left out
            reply.put("Dropped", output.isRead() ? output.dropped() : output.length())
                    .put("Output", output.isRead() ? ContentEncoding.write(output.bytes(), encoding) : "");
        } else {
            reply.put("Dropped", output.dropped());
        }
        return delivery(reply, task, task.ending()).end();
    }

    /** A line of DescribeInvocationResults. */
    Tree.Fields result(TaskRun run) {
        Task task = run.task();
        if (!(run.invocation().work() instanceof Work.Run(var command, Terms terms, boolean _))) {
            throw new IllegalArgumentException("no command is run: " + run.invocation());
        }
        TaskStatus status = run.ended().map(Ending::status).orElse(task.status());
        Tree.Builder reply = Tree.build()
                .put("InvokeId", task.identity().invocation().text())
                .put("CommandId", command.id().text())
                .put("InstanceId", task.identity().instance().text())
                .put("InvocationStatus", status.word())
                .put("InvokeRecordStatus", status.legacy().word())
                .put("Launcher", command.program().launcher())
                .put("Username", terms.place().username())
                .put("ContainerId", terms.place().containerId())
                .put("ContainerName", terms.place().containerName())
                .put("TerminationMode", terms.terminationMode());
        outcome(reply, task, run.ended(), "FinishedTime");
        reply.put("Dropped", run.output().dropped())
                .put("Output", ContentEncoding.write(run.output().bytes(), encoding))
                .put("OssOutputDelivery", terms.outputWord())
                .put("Tags", "Tag", Replies.tags(run.invocation().labels()));
        return delivery(reply, task, ending(run)).end();
    }

    private static void outcome(Tree.Builder reply, Task task, Optional<Ending> ended, String finish) {
        Ending ending = ended.orElse(task.ending());
        boolean isOver = ended.isPresent() || task.status().isFinal() || !isUnderWay(task);
        Ending told = isOver ? ending : null;
        @Nullable Instant started = ended.map(Ending::started).orElse(ended.isPresent() ? null : task.started());
        reply.put("StartTime", Replies.time(started))
                .put(finish, Replies.time(told == null || told.started() == null ? null : told.finished()))
                .put("StopTime", Replies.time(stop(task)))
                .put("Repeats", task.progress().repeats())
                .put("ErrorCode", told == null ? "" : told.errorWord())
                .put("ErrorInfo", told == null ? "" : told.errorText());
        if (told != null) {
            reply.put("ExitCode", told.exitCode());
        }
    }

    private static boolean isUnderWay(Task task) {
        return switch (task.state()) {
            case TaskState.Running _, TaskState.Delivered _ -> true;
            case TaskState.Stopping(var _, Instant start) -> start != null;
            case TaskState.Pending _, TaskState.Scheduled _, TaskState.Ended _ -> false;
        };
    }

    /** When somebody stopped it. */
    private static @Nullable Instant stop(Task task) {
        return switch (task.state()) {
            case TaskState.Stopping(Instant asked, var _) -> asked;
            case TaskState.Ended(Ending ending, var _)
            when ending.status().kind() == TaskStatus.Kind.STOPPED -> ending.finished();
            case TaskState.Pending _,
                    TaskState.Delivered _,
                    TaskState.Scheduled _,
                    TaskState.Running _,
                    TaskState.Ended _ -> null;
        };
    }

    /** How far the output of that run, or of the last one, has come. */
    private Tree.Builder delivery(Tree.Builder reply, Task task, @Nullable Ending run) {
        Optional<OutputDelivery> found = delivered(task, run).flatMap(one -> Optional.ofNullable(deliveries.get(one)));
        return reply.put(
                        "OssOutputStatus",
                        found.map(OutputDelivery::status)
                                .map(OutputDelivery.Status::word)
                                .orElse(""))
                .put("OssOutputUri", found.map(OutputDelivery::uriWord).orElse(""))
                .put("OssOutputErrorCode", found.map(OutputDelivery::code).orElse(""))
                .put("OssOutputErrorInfo", found.map(OutputDelivery::info).orElse(""));
    }

    /** One JSON object, as it was sent. */
    static String json(Map<String, String> values) {
        var tree = Tree.build();
        values.forEach(tree::put);
        return Json.write(tree.end());
    }
}
