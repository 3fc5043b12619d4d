package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.standalone.backbone.process.Child;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The programs of a run: those that are measured, of which one may be started anew, and the others on the way. */
final class Systems {
    private final Map<String, Long> others;
    private final Map<String, Child> measured = new HashMap<>();

    /** Starts a program that is not there. */
    interface Start {
        Child now() throws BenchFailure;
    }

    /** @param others their process ids, by name */
    Systems(Map<String, Long> others) {
        this.others = Map.copyOf(others);
    }

    /** This one runs, in the place of the one of its name that did. */
    void run(Child child) {
        measured.put(child.name(), child);
    }

    Optional<Child> find(String name) {
        return Optional.ofNullable(measured.get(name));
    }

    Map<String, Long> pids() {
        Map<String, Long> pids = new HashMap<>(others);
        measured.forEach((name, child) -> pids.put(name, child.pid()));
        return pids;
    }

    boolean isAlive() {
        return measured.values().stream().allMatch(Child::alive);
    }
}
