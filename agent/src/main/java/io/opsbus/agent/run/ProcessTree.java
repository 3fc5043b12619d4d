package io.opsbus.agent.run;

import io.opsbus.agent.windows.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process and everything that came from it: its descendants, its session, and on Linux whoever carries its mark in the
 * environment, so that a daemon that left both is found too; on Windows whoever is in its job. (The official agent kills the direct
 * child only.)
 */
final class ProcessTree implements AutoCloseable {
    /** The environment variable every process of a task has. */
    static final String MARK = "OPSBUS_TASK";

    private static final Path PROC = Path.of("/proc");
    /** A process may fork while it is looked for: looked for again until none is found, this often at most. */
    private static final int ROUNDS = 50;

    private final byte[] mark;
    private final Optional<Job> job = Launch.WINDOWS ? Optional.of(new Job()) : Optional.empty();
    private @Nullable Process planted;

    /**
     * A tree that is not yet there.
     *
     * @param run the value of {@link #MARK} in the environment of its process, unique
     */
    ProcessTree(String run) {
        this.mark = (MARK + "=" + run).getBytes(StandardCharsets.UTF_8);
    }

    /** From here on it is the tree of this process, which has just been started. */
    void grow(Process root) {
        planted = root;
        job.ifPresent(all -> all.add(root.pid()));
    }

    private Process root() {
        return Objects.requireNonNull(planted, "no process yet");
    }

    /** Kills all of it, parents before their children: a shell that sees its child killed would say so in the task's output. */
    void kill() {
        Process root = root();
        List<ProcessHandle> all = root.descendants()
                .map(process -> Map.entry(process, depth(process)))
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
        root.destroyForcibly();
        job.ifPresent(Job::kill);
        all.forEach(ProcessHandle::destroyForcibly);
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left = left();
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /**
     * Kills the script's own process; what it started goes on ({@code TerminationMode} {@code Process}).
     *
     * @param around how many programs wait for it, the root among them
     */
    void killAlone(int around) {
        Process root = root();
        List<ProcessHandle> own =
                root.descendants().filter(process -> depth(process) <= around).toList();
        root.destroyForcibly();
        own.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills what is left of a run whose agent was killed before it could. */
    static void killLeft(String run) {
        try (var tree = new ProcessTree(run)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<ProcessHandle> left = tree.left();
                if (left.isEmpty()) {
                    return;
                }
                left.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    /**
     * The same of one whose own process ends alone: what was there first, and what that waits for.
     *
     * @param around how many programs were started to wait for it
     */
    static void killLeftAlone(String run, int around) {
        try (var tree = new ProcessTree(run)) {
            List<ProcessHandle> own = new ArrayList<>();
            List<ProcessHandle> next =
                    tree.left().stream().min(ProcessTree::byAge).map(List::of).orElse(List.of());
            own.addAll(next);
            for (int left = around; left > 0 && next.stream().anyMatch(ProcessTree::isAround); left--) {
                next = next.stream().flatMap(ProcessHandle::children).toList();
                own.addAll(next);
            }
            own.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** It may have ended, and the script gone on: what was there first is the script then. */
    private static boolean isAround(ProcessHandle process) {
        return process.info()
                .command()
                .filter(program -> program.endsWith("/" + Launch.RUNUSER))
                .isPresent();
    }

    private static int byAge(ProcessHandle one, ProcessHandle other) {
        int order = started(one).compareTo(started(other));
        return order == 0 ? Long.compare(one.pid(), other.pid()) : order;
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.MAX);
    }

    /** Whether a process of its session is left. */
    boolean isInSession() {
        return !listed(this::isOfThisSession).isEmpty();
    }

    private int depth(ProcessHandle process) {
        int depth = 0;
        for (var parent = process.parent();
                parent.isPresent();
                parent = parent.get().parent()) {
            depth++;
            if (parent.get().pid() == root().pid()) {
                return depth;
            }
        }
        return depth;
    }

    private List<ProcessHandle> left() {
        return listed(this::isOfThisTree);
    }

    private static List<ProcessHandle> listed(Predicate<Path> wanted) {
        if (Launch.WINDOWS || !Files.isDirectory(PROC)) {
            return List.of();
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(folder ->
                            Character.isDigit(folder.getFileName().toString().charAt(0)))
                    .filter(wanted)
                    .flatMap(folder ->
                            ProcessHandle.of(Long.parseLong(folder.getFileName().toString())).stream())
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private boolean isOfThisTree(Path folder) {
        try {
            Stat stat = Stat.of(folder);
            return stat.isAlive() && (isSession(stat) || isMarked(folder));
        } catch (IOException | RuntimeException goneMeanwhile) {
            return false;
        }
    }

    private boolean isOfThisSession(Path folder) {
        try {
            Stat stat = Stat.of(folder);
            return stat.isAlive() && isSession(stat);
        } catch (IOException | RuntimeException goneMeanwhile) {
            return false;
        }
    }

    private boolean isSession(Stat stat) {
        return planted != null && stat.session().equals(Long.toString(planted.pid()));
    }

    /** State and session: fields 3 and 6, behind a name in brackets that may hold anything (proc_pid_stat(5)). */
    private record Stat(String state, String session) {
        static Stat of(Path folder) throws IOException {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            return new Stat(fields[0], fields[3]);
        }

        boolean isAlive() {
            return !state.equals("Z") && !state.equals("X");
        }
    }

    private boolean isMarked(Path folder) throws IOException {
        byte[] environment = Files.readAllBytes(folder.resolve("environ"));
        for (int at = 0; at + mark.length <= environment.length; at++) {
            boolean begins = at == 0 || environment[at - 1] == 0;
            boolean ends = at + mark.length == environment.length || environment[at + mark.length] == 0;
            if (begins && ends && java.util.Arrays.equals(environment, at, at + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        job.ifPresent(Job::close);
    }
}
