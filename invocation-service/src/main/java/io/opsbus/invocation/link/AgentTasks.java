package io.opsbus.invocation.link;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import java.util.Optional;

/**
 * The one way between agents and invocations. Who asks is an instance whose signature was verified with {@link #key}, never
 * an id from a query. Every method blocks, may be called from many threads, and is safe to repeat.
 *
 * <p>Every method throws {@link Away} while the store does not answer; the endpoint answers the agent with 503, which it
 * tries again (never 400: agent facts 3).
 */
public interface AgentTasks {
    /** Makes a machine a managed instance, if its activation allows it; never one that exists already. */
    RegistrationOutcome register(Registration registration);

    /**
     * The agent has ended the registration, or somebody who had a request of it: the instance is in no list any more, but its key
     * stays good for a day, and it is back when its agent is heard for longer than one that leaves is. Repeated it does nothing.
     */
    void deregister(InstanceId instance);

    /** What signatures of the instance are checked with; empty when it is not registered, or its registration is over. */
    Optional<AgentKey> key(InstanceId instance);

    /**
     * What signatures of an instance were checked with whose registration is over, for ever. It proves nothing any more: who signs with
     * it is told that it is over, and that is all; empty for others.
     */
    Optional<AgentKey> formerKey(InstanceId instance);

    /**
     * Takes a signed request, once: every process knows of it, and a process that starts anew too.
     *
     * @param request a UUID, the request's own
     * @return false when it was taken before
     */
    boolean spend(InstanceId instance, String request);

    /** What an instance that has proven who it is may know of itself; empty when it is not known, or no longer. */
    Optional<Guest> guest(InstanceId instance);

    /** An agent's websocket is open here. The endpoint kicks it at once: what is owed may have piled up. */
    void connected(InstanceId instance, AgentNews news);

    /**
     * An agent's websocket is gone, or has been replaced.
     *
     * @param connection the one that was told with {@link #connected}: an older one's end says nothing of a newer one
     */
    void disconnected(InstanceId instance, String connection);

    /** An agent was heard: a heartbeat, or any other request of it. */
    void heard(InstanceId instance, AgentNews news);

    /** An agent refused a kick: it is being upgraded, and will not ask now. */
    void refused(InstanceId instance);

    /**
     * Everything an agent that has just started must know: every live periodic task, single tasks not delivered yet, files,
     * tasks to stop. What is returned counts as delivered.
     *
     * @param coldStart the machine was booted since: tasks for the next or for every reboot are in the list too
     * @param handover hears of each script as it is given
     */
    TaskList startup(InstanceId instance, boolean coldStart, Handover handover);

    /** The same, and nobody hears of single scripts. */
    default TaskList startup(InstanceId instance, boolean coldStart) {
        return startup(instance, coldStart, Handover.UNHEARD);
    }

    /**
     * What an agent that runs already was kicked for: all of what {@link #startup} returns, without what it was given before.
     *
     * @param wanted the task the kick named; empty for all
     * @param handover hears of each script as it is given
     */
    TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Handover handover);

    /** The same, and nobody hears of single scripts. */
    default TaskList kicked(InstanceId instance, Optional<TaskId> wanted) {
        return kicked(instance, wanted, Handover.UNHEARD);
    }

    /**
     * What became of a task. A report of another instance's task is {@link ReportAnswer#UNKNOWN}.
     *
     * @param version of the task the agent reports of: which of several it was given
     */
    ReportAnswer report(InstanceId instance, TaskId task, int version, TaskReport report);

    /** The same of a task that was never changed. */
    default ReportAnswer report(InstanceId instance, TaskId task, TaskReport report) {
        return report(instance, task, 0, report);
    }

    /**
     * Has a listener told of every kick, in every process, until the returned handle is closed. Quick and without
     * exceptions, please: it is called on the thread of whoever changed something.
     */
    Listening onKick(KickListener listener);

    /** Ends what {@link #onKick} began. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /** Is told whom to kick; drops what is meant for instances that are not connected here. */
    @FunctionalInterface
    interface KickListener {
        void kick(Kick kick);
    }

    /** The store does not answer. */
    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Away(Throwable cause) {
            super("the store of invocations does not answer", cause);
        }
    }
}
