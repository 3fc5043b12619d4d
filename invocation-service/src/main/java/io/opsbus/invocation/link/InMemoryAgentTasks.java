package io.opsbus.invocation.link;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.RunTask.Repeat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The fake: tasks a test puts in, reports it reads out. It delivers as the real one does; it decides nothing about
 * activations but what {@link #activations} says.
 */
public final class InMemoryAgentTasks implements AgentTasks {
    private final Map<String, String> activations = new HashMap<>();
    private final Map<InstanceId, AgentKey> keys = new LinkedHashMap<>();
    private final Map<InstanceId, AgentKey> formerKeys = new HashMap<>();
    private final Map<InstanceId, Map<TaskId, RunTask>> run = new HashMap<>();
    private final Map<InstanceId, Map<TaskId, FileTask>> files = new HashMap<>();
    private final Map<InstanceId, Map<TaskId, TaskList.Stop>> stops = new HashMap<>();
    private final Set<String> delivered = new HashSet<>();
    private final Set<TaskId> ended = new HashSet<>();
    private final List<Told> told = new ArrayList<>();
    private final Map<InstanceId, AgentNews> news = new HashMap<>();
    private final Set<String> spent = new HashSet<>();
    private final Map<InstanceId, String> connections = new HashMap<>();
    private final Set<InstanceId> left = new HashSet<>();
    private final Set<InstanceId> refused = new HashSet<>();
    private final Map<InstanceId, Guest> guests = new HashMap<>();
    private final List<KickListener> listeners = new CopyOnWriteArrayList<>();

    /** A report as it was told. */
    public record Told(InstanceId instance, TaskId task, TaskReport report) {}

    /** Activations that are good, by id, with their codes. */
    public synchronized void activation(String id, String code) {
        activations.put(id, code);
    }

    /** Registers an instance without any question. */
    public synchronized void known(InstanceId instance, AgentKey key) {
        keys.put(instance, key);
    }

    /** Its registration is ended: its key is good no more. */
    public synchronized void forget(InstanceId instance) {
        AgentKey key = keys.remove(instance);
        if (key != null) {
            formerKeys.put(instance, key);
        }
    }

    /** What an instance may know of itself. */
    public synchronized void guest(Guest guest) {
        guests.put(guest.id(), guest);
    }

    @Override
    public synchronized Optional<Guest> guest(InstanceId instance) {
        return Optional.ofNullable(guests.get(instance));
    }

    /** Something to run; its agent is kicked. */
    public void add(InstanceId instance, RunTask task) {
        synchronized (this) {
            run.computeIfAbsent(instance, _ -> new LinkedHashMap<>()).put(task.id(), task);
        }
        kick(new Kick.Run(instance, task.id()));
    }

    /** A file to write; its agent is kicked. */
    public void add(InstanceId instance, FileTask task) {
        synchronized (this) {
            files.computeIfAbsent(instance, _ -> new LinkedHashMap<>()).put(task.id(), task);
        }
        kick(new Kick.File(instance, task.id()));
    }

    /** Something to stop; its agent is kicked. */
    public void stop(InstanceId instance, TaskList.Stop task) {
        synchronized (this) {
            stops.computeIfAbsent(instance, _ -> new LinkedHashMap<>()).put(task.id(), task);
        }
        kick(new Kick.Stop(instance, task.id()));
    }

    public void kick(Kick kick) {
        listeners.forEach(listener -> listener.kick(kick));
    }

    /** Every report of a known task that changed something, in order. */
    public synchronized List<Told> told() {
        return List.copyOf(told);
    }

    /** What was last heard of an agent. */
    public synchronized Optional<AgentNews> news(InstanceId instance) {
        return Optional.ofNullable(news.get(instance));
    }

    /** Whether its agent, or somebody who had a request of it, has said that it leaves; here its key stays good for ever. */
    public synchronized boolean hasLeft(InstanceId instance) {
        return left.contains(instance);
    }

    public synchronized boolean isConnected(InstanceId instance) {
        return connections.containsKey(instance);
    }

    @Override
    public synchronized RegistrationOutcome register(Registration registration) {
        String code = activations.get(registration.activation().id());
        if (code == null) {
            return new RegistrationOutcome.Refused(RegistrationOutcome.Reason.NO_SUCH_ACTIVATION);
        }
        if (!code.equals(registration.activation().code())) {
            return new RegistrationOutcome.Refused(RegistrationOutcome.Reason.WRONG_CODE);
        }
        var instance = new InstanceId("mi-%018d".formatted(keys.size() + 1));
        keys.put(instance, new AgentKey(registration.machine().machineId(), registration.publicKeyPem()));
        return new RegistrationOutcome.Registered(instance);
    }

    @Override
    public synchronized void deregister(InstanceId instance) {
        left.add(instance);
        connections.remove(instance);
    }

    @Override
    public synchronized Optional<AgentKey> key(InstanceId instance) {
        return Optional.ofNullable(keys.get(instance));
    }

    @Override
    public synchronized Optional<AgentKey> formerKey(InstanceId instance) {
        return Optional.ofNullable(formerKeys.get(instance));
    }

    @Override
    public synchronized boolean spend(InstanceId instance, String request) {
        return spent.add(instance + "/" + request);
    }

    /** Forgets what was spent, as a store does with what is not believed any more. */
    public synchronized void forgetSpent() {
        spent.clear();
    }

    @Override
    public synchronized void connected(InstanceId instance, AgentNews told) {
        connections.put(instance, told.connection());
        news.put(instance, told);
    }

    @Override
    public synchronized void disconnected(InstanceId instance, String connection) {
        connections.remove(instance, connection);
    }

    @Override
    public synchronized void heard(InstanceId instance, AgentNews told) {
        news.put(instance, told);
    }

    @Override
    public synchronized void refused(InstanceId instance) {
        refused.add(instance);
    }

    /** Whether its agent ever refused a kick. */
    public synchronized boolean hasRefused(InstanceId instance) {
        return refused.contains(instance);
    }

    @Override
    public synchronized TaskList startup(InstanceId instance, boolean coldStart, Handover handover) {
        return list(instance, Optional.empty(), true, coldStart, handover);
    }

    @Override
    public synchronized TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Handover handover) {
        return list(instance, wanted, false, false, handover);
    }

    private TaskList list(
            InstanceId instance, Optional<TaskId> wanted, boolean starting, boolean booted, Handover handover) {
        var runs = run.getOrDefault(instance, Map.of()).values().stream()
                .filter(task -> wanted.isEmpty() || wanted.get().equals(task.id()))
                .filter(task -> !ended.contains(task.id()) && isDue(task, starting, booted))
                .toList();
        var wantedFiles = files.getOrDefault(instance, Map.of()).values().stream()
                .filter(task -> wanted.isEmpty() || wanted.get().equals(task.id()))
                .filter(task -> delivered.add("file/" + task.id()))
                .toList();
        var wantedStops = stops.getOrDefault(instance, Map.of()).values().stream()
                .filter(task -> wanted.isEmpty() || wanted.get().equals(task.id()))
                .filter(task -> !ended.contains(task.id()))
                .toList();
        runs.forEach(task -> handover.given(task.id()));
        return new TaskList(runs, wantedStops, wantedFiles);
    }

    private boolean isDue(RunTask task, boolean starting, boolean booted) {
        return switch (task.timing().repeat()) {
            case ONCE -> delivered.add(task.id() + "/" + task.version());
            case PERIOD, RATE, AT -> delivered.add(task.id() + "/" + task.version()) || starting;
            case NEXT_REBOOT_ONLY -> booted && delivered.add(task.id() + "/" + task.version());
            case EVERY_REBOOT -> booted;
        };
    }

    @Override
    public synchronized ReportAnswer report(InstanceId instance, TaskId id, int version, TaskReport report) {
        RunTask task = run.getOrDefault(instance, Map.of()).get(id);
        if (task == null && !files.getOrDefault(instance, Map.of()).containsKey(id)) {
            return ReportAnswer.UNKNOWN;
        }
        if (ended.contains(id)) {
            return ReportAnswer.LATE;
        }
        boolean stays = report instanceof TaskReport.Running
                || report instanceof TaskReport.Verified
                || (task != null && isPeriodic(task.timing().repeat()) && !(report instanceof TaskReport.Stopped));
        if (!stays) {
            ended.add(id);
        }
        told.add(new Told(instance, id, report));
        return ReportAnswer.TAKEN;
    }

    private static boolean isPeriodic(Repeat repeat) {
        return repeat != Repeat.ONCE && repeat != Repeat.AT && repeat != Repeat.NEXT_REBOOT_ONLY;
    }

    @Override
    public Listening onKick(KickListener listener) {
        KickListener mine = Objects.requireNonNull(listener);
        listeners.add(mine);
        return () -> listeners.remove(mine);
    }
}
