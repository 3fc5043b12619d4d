package io.opsbus.standalone.supervise;

import io.opsbus.standalone.supervise.ChildState.BackingOff;
import io.opsbus.standalone.supervise.ChildState.Ready;
import io.opsbus.standalone.supervise.ChildState.Starting;
import io.opsbus.standalone.supervise.ChildState.Stopped;
import io.opsbus.standalone.supervise.ChildState.Stopping;
import io.opsbus.standalone.supervise.ChildState.Waiting;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The programs and their states, moved one step at a time by {@link #step}; not thread-safe. */
public final class Supervision {
    /** Says whether a program may be started now: empty, or the reason why not (a full disk, say). */
    @FunctionalInterface
    public interface StartGate {
        String refusal();
    }

    private final List<Program> programs;
    private final StartGate gate;
    private final Map<String, ChildState> states = new LinkedHashMap<>();

    public Supervision(List<Program> programs, StartGate gate) {
        this.programs = List.copyOf(programs);
        this.gate = gate;
        programs.forEach(program -> states.put(program.name(), new Waiting(0)));
    }

    public Map<String, ChildState> states() {
        return Map.copyOf(states);
    }

    public List<Program> programs() {
        return programs;
    }

    public boolean allReady() {
        return states.values().stream().allMatch(Ready.class::isInstance);
    }

    /** Moves every program as far as it can go at {@code now}. */
    public void step(Instant now) {
        step(now, () -> {});
    }

    /**
     * The same.
     *
     * @param moved called after each of them: to start one may take seconds, and whoever is killed meanwhile must have said what it had started
     */
    public void step(Instant now, Runnable moved) {
        for (Program program : programs) {
            states.put(program.name(), next(program, state(program.name()), now));
            moved.run();
        }
    }

    /** From now on nothing is started again; the caller stops what runs, and says so. */
    public void stopStarting() {
        states.replaceAll((name, state) -> switch (state) {
            case Waiting _, BackingOff _, Stopped _ -> new Stopped();
            case Starting starting -> new Stopping(starting.process());
            case Ready ready -> new Stopping(ready.process());
            case Stopping stopping -> stopping;
        });
    }

    /** The program has ended, as it was told to. */
    public void hasStopped(Program program) {
        states.put(program.name(), new Stopped());
    }

    private ChildState next(Program program, ChildState state, Instant now) {
        return switch (state) {
            case Waiting waiting -> mayStart(program) ? start(program, waiting, now) : waiting;
            case Starting starting -> {
                if (!starting.process().isAlive()) {
                    yield starting.exited(now);
                }
                String lacks = program.probe().check();
                yield Probe.isReady(lacks) ? starting.ready(now) : starting.lacking(lacks);
            }
            case Ready ready -> ready.process().isAlive() ? ready : ready.exited(now);
            case BackingOff pause -> now.isBefore(pause.until()) ? pause : pause.due();
            case Stopping _, Stopped _ -> state;
        };
    }

    private ChildState start(Program program, Waiting waiting, Instant now) {
        String refusal = gate.refusal();
        if (!refusal.isEmpty()) {
            return waiting.postpone(refusal, now);
        }
        try {
            return waiting.start(program.start().start(), now);
        } catch (IOException cannot) {
            return waiting.fail("cannot be started: " + cannot.getMessage(), now);
        }
    }

    private boolean mayStart(Program program) {
        // a program that was ready once is restarted even while another is down: services live through that
        return program.after().stream().allMatch(name -> state(name) instanceof Ready);
    }

    private ChildState state(String name) {
        ChildState state = states.get(name);
        if (state == null) {
            throw new IllegalStateException("no program is called " + name);
        }
        return state;
    }
}
