package io.opsbus.standalone.supervise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.supervise.ChildState.BackingOff;
import io.opsbus.standalone.supervise.ChildState.Ready;
import io.opsbus.standalone.supervise.ChildState.Starting;
import io.opsbus.standalone.supervise.ChildState.Stopped;
import io.opsbus.standalone.supervise.ChildState.Stopping;
import io.opsbus.standalone.supervise.ChildState.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the supervisor tells other commands, and its own successor, through {@code run/state.json}.
 *
 * @param pid the supervisor
 * @param startedMillis its start, epoch milliseconds
 * @param failure why the supervisor gave up, empty while it works
 * @param children one entry a program
 */
public record StateFile(long pid, long startedMillis, String failure, List<Child> children) {
    static final String WAITING = "waiting";
    static final String STARTING = "starting";
    static final String STOPPING = "stopping";
    static final String BACKING_OFF = "backing off";

    /**
     * One program.
     *
     * @param state the word of {@link ChildState#word}
     * @param pid 0 when no process runs
     * @param startedMillis start of that process, epoch milliseconds
     * @param readyMillis when it was ready, 0 when it is not
     * @param restarts how often it was started again since it last was steady
     * @param reason why it does not run or is not ready, empty when it is
     */
    public record Child(
            String name, String state, long pid, long startedMillis, long readyMillis, int restarts, String reason) {}

    /** What a newer release may say besides does not matter here. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    public static StateFile of(long pid, long startedMillis, String failure, Supervision supervision) {
        List<Child> children = new ArrayList<>();
        var states = supervision.states();
        for (Program program : supervision.programs()) {
            ChildState state = states.get(program.name());
            if (state != null) {
                children.add(child(program.name(), state));
            }
        }
        return new StateFile(pid, startedMillis, failure, List.copyOf(children));
    }

    private static Child child(String name, ChildState state) {
        return switch (state) {
            case Waiting waiting -> new Child(name, state.word(), 0, 0, 0, waiting.restarts(), "");
            case Starting starting ->
                running(name, state, starting.process(), null, starting.restarts(), starting.lacks());
            case Ready ready -> running(name, state, ready.process(), ready.readyAt(), ready.restarts(), "");
            case Stopping stopping -> running(name, state, stopping.process(), null, 0, "");
            case BackingOff pause -> new Child(name, state.word(), 0, 0, 0, pause.restarts(), pause.reason());
            case Stopped _ -> new Child(name, state.word(), 0, 0, 0, 0, "");
        };
    }

    private static Child running(
            String name,
            ChildState state,
            Running process,
            @org.jspecify.annotations.Nullable Instant readyAt,
            int restarts,
            String reason) {
        long ready = readyAt == null ? 0 : readyAt.toEpochMilli();
        return new Child(name, state.word(), process.pid(), process.startedMillis(), ready, restarts, reason);
    }

    /** The supervisor that wrote this, while it lives. */
    public Optional<ProcessHandle> supervisor() {
        return Pids.find(pid, startedMillis);
    }

    /** Program processes that still live. */
    public List<ProcessHandle> survivors() {
        return children.stream()
                .filter(child -> child.pid() != 0)
                .flatMap(child -> Pids.find(child.pid(), child.startedMillis()).stream())
                .toList();
    }

    public boolean allReady() {
        return !children.isEmpty()
                && children.stream().allMatch(child -> child.state().equals("ready"));
    }

    /** Whether it is on its way, up or down: what it says now will not be so for long. One in trouble is on no way. (No getter: nothing more is written.) */
    public boolean moves() {
        Set<String> states = children.stream().map(Child::state).collect(Collectors.toSet());
        boolean isComing = children.isEmpty() || states.contains(WAITING) || states.contains(STARTING);
        return failure.isEmpty() && (endsAll() || (isComing && !states.contains(BACKING_OFF)));
    }

    /** Whether the supervisor ends what runs, or has ended it. */
    public boolean endsAll() {
        return children.stream().anyMatch(child -> child.state().equals(STOPPING));
    }

    /** The programs that have been told to end and have not yet. */
    public List<String> stopping() {
        return children.stream()
                .filter(child -> child.state().equals(STOPPING))
                .map(Child::name)
                .toList();
    }

    public void write(Path file) throws IOException {
        DataFolder.replace(file, JSON.writeValueAsString(this));
    }

    /** The last state written, empty when nothing ever ran in this folder. */
    public static Optional<StateFile> read(Path file) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), StateFile.class));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (JsonProcessingException damaged) {
            throw new IOException(
                    file
                            + " cannot be read: it is damaged. End what runs there, if anything does (ps -ef | grep opsbus.home), and"
                            + " delete it.",
                    damaged);
        }
    }
}
