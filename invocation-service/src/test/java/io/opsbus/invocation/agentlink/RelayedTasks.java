package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
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
import java.util.Optional;

/** Tasks as others have them; a test says what is different. */
class RelayedTasks implements AgentTasks {
    private final AgentTasks behind;

    RelayedTasks(AgentTasks behind) {
        this.behind = behind;
    }

    @Override
    public RegistrationOutcome register(Registration registration) {
        return behind.register(registration);
    }

    @Override
    public void deregister(InstanceId instance) {
        behind.deregister(instance);
    }

    @Override
    public Optional<AgentKey> key(InstanceId instance) {
        return behind.key(instance);
    }

    @Override
    public Optional<AgentKey> formerKey(InstanceId instance) {
        return behind.formerKey(instance);
    }

    @Override
    public boolean spend(InstanceId instance, String request) {
        return behind.spend(instance, request);
    }

    @Override
    public Optional<Guest> guest(InstanceId instance) {
        return behind.guest(instance);
    }

    @Override
    public void connected(InstanceId instance, AgentNews news) {
        behind.connected(instance, news);
    }

    @Override
    public void disconnected(InstanceId instance, String connection) {
        behind.disconnected(instance, connection);
    }

    @Override
    public void heard(InstanceId instance, AgentNews news) {
        behind.heard(instance, news);
    }

    @Override
    public void refused(InstanceId instance) {
        behind.refused(instance);
    }

    @Override
    public TaskList startup(InstanceId instance, boolean coldStart, Handover handover) {
        return behind.startup(instance, coldStart, handover);
    }

    @Override
    public TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Handover handover) {
        return behind.kicked(instance, wanted, handover);
    }

    @Override
    public ReportAnswer report(InstanceId instance, TaskId task, int version, TaskReport report) {
        return behind.report(instance, task, version, report);
    }

    @Override
    public Listening onKick(KickListener listener) {
        return behind.onKick(listener);
    }
}
