package io.opsbus.agent;

import io.opsbus.agent.RunTask.Output;
import io.opsbus.agent.RunTask.Place;
import io.opsbus.agent.RunTask.Repeat;
import io.opsbus.agent.RunTask.Script;
import io.opsbus.agent.RunTask.Timing;
import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the server's answer to a fetch. An entry that is no task (no usable id, an unknown repetition) is left out alone; the
 * official agent drops the whole list.
 */
public final class TaskListReader {
    /** An id becomes a file's name and part of a URL. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,63}");

    private static final long AGAIN = 408;

    private TaskListReader() {}

    /** The list; empty when the text is not a JSON object. */
    public static Optional<TaskList> read(String json) {
        return JsonReader.read(json)
                .filter(Tree.Fields.class::isInstance)
                .map(Tree.Fields.class::cast)
                .map(list -> new TaskList(
                        number(list, "code", 200) == AGAIN,
                        runs(list, "run"),
                        runs(list, "stop"),
                        runs(list, "test"),
                        entries(list, "file").stream()
                                .flatMap(entry -> file(entry).stream())
                                .toList()));
    }

    private static List<RunTask> runs(Tree.Fields list, String name) {
        return entries(list, name).stream()
                .flatMap(entry -> run(entry).stream())
                .toList();
    }

    private static Optional<RunTask> run(Tree.Fields entry) {
        Tree.Fields task = object(entry, "task");
        Tree.Fields output = object(entry, "output");
        String id = text(task, "taskID");
        String cron = text(task, "cron");
        return repeat(text(entry, "repeat"), cron)
                .filter(_ -> ID.matcher(id).matches())
                .map(repeat -> new RunTask(
                        id,
                        (int) number(task, "invokeVersion", 0),
                        new Script(
                                text(task, "type"),
                                text(task, "commandContent"),
                                timeout(text(task, "timeOut")),
                                text(task, "launcher"),
                                text(task, "terminationMode").equals("Process")),
                        new Place(
                                text(task, "workingDirectory"),
                                text(task, "username"),
                                !text(task, "containerId").isEmpty()
                                        || !text(task, "containerName").isEmpty()),
                        new Timing(repeat, cron, Instant.ofEpochMilli(number(task, "creationTime", 0))),
                        new Output(
                                Duration.ofMillis(number(output, "interval", 0)),
                                Math.clamp(number(output, "logQuota", 0), 0, Integer.MAX_VALUE),
                                flag(output, "sendStart"),
                                flag(output, "skipEmpty"))));
    }

    private static Optional<FileTask> file(Tree.Fields entry) {
        Tree.Fields task = object(entry, "task");
        String id = text(task, "taskID");
        return ID.matcher(id).matches()
                ? Optional.of(new FileTask(
                        id,
                        text(task, "content"),
                        text(task, "signature"),
                        text(task, "destination"),
                        text(task, "name"),
                        text(task, "mode"),
                        text(task, "owner"),
                        text(task, "group"),
                        flag(task, "overwrite")))
                : Optional.empty();
    }

    /** What is not a number is an hour; zero and less is no limit (agent facts 8). */
    private static Duration timeout(String seconds) {
        try {
            return Duration.ofSeconds(Math.max(0, Integer.parseInt(seconds)));
        } catch (NumberFormatException notOne) {
            return RunTask.DEFAULT_TIMEOUT;
        }
    }

    private static Optional<Repeat> repeat(String word, String cron) {
        return switch (word) {
            case "" -> Optional.of(cron.isEmpty() ? Repeat.ONCE : Repeat.PERIOD);
            case "Once" -> Optional.of(Repeat.ONCE);
            case "Period" -> Optional.of(Repeat.PERIOD);
            case "Rate" -> Optional.of(Repeat.RATE);
            case "At" -> Optional.of(Repeat.AT);
            case "NextRebootOnly" -> Optional.of(Repeat.NEXT_REBOOT_ONLY);
            case "EveryReboot" -> Optional.of(Repeat.EVERY_REBOOT);
            default -> Optional.empty();
        };
    }

    private static List<Tree.Fields> entries(Tree.Fields list, String name) {
        return list.values().get(name) instanceof Tree.Bare(List<Tree> items)
                ? items.stream()
                        .filter(Tree.Fields.class::isInstance)
                        .map(Tree.Fields.class::cast)
                        .toList()
                : List.of();
    }

    private static Tree.Fields object(Tree.Fields in, String name) {
        return in.values().get(name) instanceof Tree.Fields fields ? fields : Tree.fields();
    }

    private static String text(Tree.Fields in, String name) {
        return in.values().get(name) instanceof Tree.Text(String text) ? text : "";
    }

    private static long number(Tree.Fields in, String name, long otherwise) {
        return in.values().get(name) instanceof Tree.Whole(long number) ? number : otherwise;
    }

    private static boolean flag(Tree.Fields in, String name) {
        return in.values().get(name) instanceof Tree.Flag(boolean flag) && flag;
    }
}
