package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Handover;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import java.util.concurrent.atomic.AtomicInteger;

/** Tasks whose agents are not heard when they say that one has begun, or ended; counts what tests wait for. */
final class HardOfHearing extends RelayedTasks {
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger startups = new AtomicInteger();
    private final AtomicInteger hadBefore = new AtomicInteger();
    private final AtomicInteger unheardEnds = new AtomicInteger();
    private volatile boolean isDeafToStarts;
    private volatile boolean isDeafToEnds;

    HardOfHearing(AgentTasks behind) {
        super(behind);
    }

    void isDeafToStarts(boolean isDeaf) {
        isDeafToStarts = isDeaf;
    }

    void isDeafToEnds(boolean isDeaf) {
        isDeafToEnds = isDeaf;
    }

    /** How often an agent has said in vain that a task ended. */
    int unheardEnds() {
        return unheardEnds.get();
    }

    /** Websockets so far. */
    int connections() {
        return connections.get();
    }

    /** How many agents that had just started have asked what there is to do, and know. */
    int startups() {
        return startups.get();
    }

    /** How often an agent has said that it had a task before. */
    int hadBefore() {
        return hadBefore.get();
    }

    @Override
    public void connected(InstanceId instance, AgentNews news) {
        super.connected(instance, news);
        connections.incrementAndGet();
    }

    @Override
    public TaskList startup(InstanceId instance, boolean coldStart, Handover handover) {
        TaskList list = super.startup(instance, coldStart, handover);
        startups.incrementAndGet();
        return list;
    }

    @Override
    public ReportAnswer report(InstanceId instance, TaskId task, int version, TaskReport report) {
        if (isDeafToStarts && report instanceof TaskReport.Running) {
            throw new Away(new IllegalStateException("not heard"));
        }
        if (isDeafToEnds && report instanceof TaskReport.Finished) {
            unheardEnds.incrementAndGet();
            throw new Away(new IllegalStateException("not heard"));
        }
        ReportAnswer answer = super.report(instance, task, version, report);
        if (report instanceof TaskReport.Failed failed && failed.code().equals("-9")) {
            hadBefore.incrementAndGet();
        }
        return answer;
    }
}
