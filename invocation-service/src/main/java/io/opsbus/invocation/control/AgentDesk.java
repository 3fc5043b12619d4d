package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.control.recent.Hearing;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Guest;
import io.opsbus.invocation.link.Handover;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link AgentTasks} over the desks: what is away is said in the endpoint's words. */
public final class AgentDesk implements AgentTasks {
    private final ManagedDesk managed;
    private final TaskDesk tasks;
    private final Reads reads;
    private final Kicks kicks;
    private final Hearing hearing;
    private final InstantSource clock;

    /**
     * Over these desks.
     *
     * @param silence after which an agent counts as lost
     */
    public AgentDesk(
            ManagedDesk managed, TaskDesk tasks, Reads reads, Kicks kicks, Duration silence, InstantSource clock) {
        this.managed = managed;
        this.tasks = tasks;
        this.reads = reads;
        this.kicks = kicks;
        this.hearing = new Hearing(silence);
        this.clock = clock;
    }

    @Override
    public RegistrationOutcome register(Registration registration) {
        return orAway(() -> managed.register(registration, clock.instant()));
    }

    @Override
    public void deregister(InstanceId instance) {
        boolean ignored = orAway(() -> {
            managed.leave(instance, clock.instant());
            return true;
        });
    }

    @Override
    public Optional<AgentKey> key(InstanceId instance) {
        return orAway(() -> managed.key(instance, clock.instant()));
    }

    @Override
    public Optional<AgentKey> formerKey(InstanceId instance) {
        return orAway(() -> managed.formerKey(instance));
    }

    @Override
    public boolean spend(InstanceId instance, String request) {
        return orAway(() -> reads.spent().spend(instance, request, clock.instant()));
    }

    @Override
    public Optional<Guest> guest(InstanceId instance) {
        return orAway(() -> reads.fleet()
                .instance(instance)
                .map(known -> new Guest(
                        instance,
                        known.name(),
                        known.scope().region().text(),
                        known.scope().account().text(),
                        reads.events().of(instance))));
    }

    @Override
    public void connected(InstanceId instance, AgentNews news) {
        Instant now = clock.instant();
        boolean ignored = orAway(() -> {
            managed.heard(instance, now);
            reads.agents().connected(instance, news, now);
            return true;
        });
    }

    @Override
    public void disconnected(InstanceId instance, String connection) {
        boolean ignored = orAway(() -> {
            reads.agents().disconnected(instance, connection);
            return true;
        });
    }

    @Override
    public void heard(InstanceId instance, AgentNews news) {
        Instant now = clock.instant();
        if (!hearing.isNews(instance, news, now)) {
            return;
        }
        boolean ignored = orAway(() -> {
            managed.heard(instance, now);
            reads.agents().heard(instance, news, now);
            hearing.noted(instance, news, now);
            return true;
        });
    }

    @Override
    public void refused(InstanceId instance) {
        boolean ignored = orAway(() -> {
            reads.agents().refused(instance, clock.instant());
            return true;
        });
    }

    @Override
    public TaskList startup(InstanceId instance, boolean coldStart, Handover handover) {
        return orAway(() -> tasks.giving().startup(instance, coldStart, handover, clock.instant()));
    }

    @Override
    public TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Handover handover) {
        return orAway(() -> tasks.giving().kicked(instance, wanted, handover, clock.instant()));
    }

    @Override
    public ReportAnswer report(InstanceId instance, TaskId task, int version, TaskReport report) {
        return orAway(() -> tasks.report(instance, task, version, report, clock.instant()));
    }

    @Override
    public Listening onKick(KickListener listener) {
        return kicks.listen(listener);
    }

    private static <T> T orAway(Supplier<T> work) {
        try {
            return work.get();
        } catch (Ledger.Unavailable | StoreAway away) {
            throw new Away(away);
        }
    }
}
