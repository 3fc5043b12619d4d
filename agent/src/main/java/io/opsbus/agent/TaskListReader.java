package io.opsbus.agent;

import io.opsbus.agent.RunTask.Output;
import io.opsbus.agent.RunTask.Place;
import io.opsbus.agent.RunTask.Repeat;
import io.opsbus.agent.RunTask.Script;
import io.opsbus.agent.RunTask.Timing;
import io.opsbus.rpc.reply.Tree;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the server's answer to a fetch. An entry that is no task (no usable id, an unknown repetition) is left out alone and counted;
 * the official agent drops the whole list. Of one that is too long the content is not there, and whoever asks for it is told why.
 */
public final class TaskListReader {
    /** An id becomes a file's name and part of a URL. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,63}");

    private static final Set<String> TASKS = Set.of("run", "stop", "test", "file");

    private static final long AGAIN = 408;
    /** Its version on the shelf: scripts have none below zero. */
    private static final int FILE = -1;

    /** Of one list: the server is told of no more at a time, and asks for them again. */
    static final int MOST_STOPS = 2_000;

    private static final Optional<Content> NOTHING = Optional.of(new Content.Held(""));
    private static final Optional<Content> TOO_LONG = Optional.of(() -> {
        throw new IOException("the task is longer than 2 MiB");
    });

    private final Keeper keeper;
    private final List<RunTask> run = new ArrayList<>();
    private final List<RunTask> stop = new ArrayList<>();
    private final List<RunTask> test = new ArrayList<>();
    private final List<FileTask> files = new ArrayList<>();
    private boolean again;
    private boolean isCut;
    private int unreadable;

    private TaskListReader(Keeper keeper) {
        this.keeper = keeper;
    }

    /** Where the content of scripts and files stays. */
    @FunctionalInterface
    public interface Keeper {
        /**
         * Takes one in.
         *
         * @param version of a script; of a file -1
         * @return empty when there is no room for another: its entry is left out, and the list {@linkplain TaskList#isCut cut}
         */
        Optional<Content> keep(String id, int version, String base64);
    }

    /**
     * The list; empty when the text is not a JSON object. Whatever its length, one entry of it is in memory at a time.
     *
     * @throws IOException if it cannot be read to its end
     */
    public static Optional<TaskList> read(Reader json, Keeper keeper) throws IOException {
        var reader = new TaskListReader(keeper);
        return JsonEntries.read(json, reader.new Entries()) ? Optional.of(reader.list()) : Optional.empty();
    }

    /** The same of a text that is in memory, where the content of its scripts stays. */
    public static Optional<TaskList> read(String json) {
        try {
            return read(new StringReader(json), (_, _, base64) -> Optional.of(new Content.Held(base64)));
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private TaskList list() {
        return new TaskList(new TaskList.Whole(again, isCut, unreadable), run, stop, test, files);
    }

    /** What became of an entry. */
    private sealed interface Read<T> {
        record Task<T>(T task) implements Read<T> {}

        record NoRoom<T>() implements Read<T> {}

        record None<T>() implements Read<T> {}

        static <T> Read<T> of(Optional<T> kept) {
            return kept.<Read<T>>map(Task::new).orElseGet(NoRoom::new);
        }
    }

    /** Sorts them. */
    private final class Entries implements JsonEntries.Found {
        @Override
        public void element(String array, Tree element, boolean isWhole) {
            if (!(element instanceof Tree.Fields entry)) {
                unreadable(array);
                return;
            }
            // told to have failed when its turn comes: unsaid, it would be waited for until its time is over
            Keeper into = isWhole ? keeper : (_, _, _) -> TOO_LONG;
            switch (array) {
                case "run" -> add(array, run(entry, into), run);
                case "stop" -> addStop(entry);
                case "test" -> add(array, run(entry, into), test);
                case "file" -> add(array, file(entry, into), files);
                default -> {}
            }
        }

        private void addStop(Tree.Fields entry) {
            if (stop.size() < MOST_STOPS) {
                add("stop", run(entry, (_, _, _) -> NOTHING), stop);
            } else {
                isCut = true;
            }
        }

        private <T> void add(String array, Read<T> read, List<T> to) {
            switch (read) {
                case Read.Task<T>(T task) -> to.add(task);
                case Read.NoRoom<T> _ -> isCut = true;
                case Read.None<T> _ -> unreadable(array);
            }
        }

        @Override
        public void unreadable(String array) {
            unreadable += TASKS.contains(array) ? 1 : 0;
        }

        @Override
        public void member(String name, Tree value) {
            again |= name.equals("code") && value instanceof Tree.Whole(long code) && code == AGAIN;
        }
    }

    private static Read<RunTask> run(Tree.Fields entry, Keeper into) {
        Tree.Fields task = object(entry, "task");
        Tree.Fields output = object(entry, "output");
        String id = text(task, "taskID");
        String cron = text(task, "cron");
        int version = (int) number(task, "invokeVersion", 0);
        Optional<Repeat> repeat = repeat(text(entry, "repeat"), cron);
        if (repeat.isEmpty() || !ID.matcher(id).matches()) {
            return new Read.None<>();
        }
        Optional<Content> content = into.keep(id, version, text(task, "commandContent"));
        return Read.of(content.map(kept -> new RunTask(
                id,
                version,
                new Script(
                        text(task, "type"),
                        kept,
                        timeout(text(task, "timeOut")),
                        text(task, "launcher"),
                        text(task, "terminationMode").equals("Process")),
                new Place(
                        text(task, "workingDirectory"),
                        text(task, "username"),
                        !text(task, "containerId").isEmpty()
                                || !text(task, "containerName").isEmpty()),
                new Timing(repeat.get(), cron, Instant.ofEpochMilli(number(task, "creationTime", 0))),
                new Output(
                        Duration.ofMillis(number(output, "interval", 0)),
                        Math.clamp(number(output, "logQuota", 0), 0, Integer.MAX_VALUE),
                        flag(output, "sendStart"),
                        flag(output, "skipEmpty")))));
    }

    private static Read<FileTask> file(Tree.Fields entry, Keeper into) {
        Tree.Fields task = object(entry, "task");
        String id = text(task, "taskID");
        if (!ID.matcher(id).matches()) {
            return new Read.None<>();
        }
        Optional<Content> content = into.keep(id, FILE, text(task, "content"));
        return Read.of(content.map(kept -> new FileTask(
                id,
                kept,
                text(task, "signature"),
                text(task, "destination"),
                text(task, "name"),
                text(task, "mode"),
                text(task, "owner"),
                text(task, "group"),
                flag(task, "overwrite"))));
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
