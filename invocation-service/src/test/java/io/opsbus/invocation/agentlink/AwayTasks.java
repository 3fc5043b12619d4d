package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Guest;
import io.opsbus.invocation.link.Handover;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import java.util.Optional;
import java.util.function.Supplier;

/** A store that does not answer until it is back. */
public final class AwayTasks implements AgentTasks {
    private final InMemoryAgentTasks behind = new InMemoryAgentTasks();
    private volatile boolean back;

    public InMemoryAgentTasks behind() {
        return behind;
    }

    public void back(boolean isBack) {
        back = isBack;
    }

    private <T> T asked(Supplier<T> answer) {
        if (!back) {
            throw new Away(new IllegalStateException("away"));
        }
        return answer.get();
    }

    private void told(Runnable news) {
        asked(() -> {
            news.run();
            return true;
        });
    }

    @Override
    public RegistrationOutcome register(Registration registration) {
        return asked(() -> behind.register(registration));
    }

    @Override
    public void deregister(InstanceId instance) {
        told(() -> behind.deregister(instance));
    }

    @Override
    public Optional<AgentKey> key(InstanceId instance) {
        return asked(() -> behind.key(instance));
    }

    @Override
    public Optional<AgentKey> formerKey(InstanceId instance) {
        return asked(() -> behind.formerKey(instance));
    }

    @Override
    public boolean spend(InstanceId instance, String request) {
        return asked(() -> behind.spend(instance, request));
    }

    @Override
    public Optional<Guest> guest(InstanceId instance) {
        return asked(() -> behind.guest(instance));
    }

    @Override
    public void connected(InstanceId instance, AgentNews news) {
        told(() -> behind.connected(instance, news));
    }

    @Override
    public void disconnected(InstanceId instance, String connection) {
        told(() -> behind.disconnected(instance, connection));
    }

    @Override
    public void heard(InstanceId instance, AgentNews news) {
        told(() -> behind.heard(instance, news));
    }

    @Override
    public void refused(InstanceId instance) {
        told(() -> behind.refused(instance));
    }

    @Override
    public TaskList startup(InstanceId instance, boolean coldStart, Handover handover) {
        return asked(() -> behind.startup(instance, coldStart, handover));
    }

    @Override
    public TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Handover handover) {
        return asked(() -> behind.kicked(instance, wanted, handover));
    }

    @Override
    public ReportAnswer report(InstanceId instance, TaskId task, int version, TaskReport report) {
        return asked(() -> behind.report(instance, task, version, report));
    }

    @Override
    public Listening onKick(KickListener listener) {
        return behind.onKick(listener);
    }
}
