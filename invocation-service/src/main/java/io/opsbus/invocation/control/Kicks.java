package io.opsbus.invocation.control;

import io.opsbus.invocation.control.order.Later;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Kick;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of kicks: the endpoint of this process, and the way to those of others. */
public final class Kicks {
    private static final Logger LOGGER = LoggerFactory.getLogger(Kicks.class);

    private final List<AgentTasks.KickListener> listeners = new CopyOnWriteArrayList<>();
    private final Later later;
    private volatile AgentTasks.KickListener abroad = _ -> {};

    /** Nobody is told of any yet. */
    public Kicks(Later later) {
        this.later = later;
    }

    /** For kicks that are put off. */
    Later later() {
        return later;
    }

    public AgentTasks.Listening listen(AgentTasks.KickListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Has other processes told of every kick of this one: an agent may be connected to any of them. */
    public void tellAbroad(AgentTasks.KickListener others) {
        abroad = others;
    }

    /** A kick is a notice: one that is lost costs time, and the change that asked for it stands. */
    void kick(Kick kick) {
        arrived(kick);
        tell(abroad, kick);
    }

    /** Another process kicks: whoever listens here is told. */
    public void arrived(Kick kick) {
        listeners.forEach(listener -> tell(listener, kick));
    }

    private static void tell(AgentTasks.KickListener listener, Kick kick) {
        try {
            listener.kick(kick);
        } catch (RuntimeException broken) {
            LOGGER.atWarn()
                    .addKeyValue("instanceId", kick.instance())
                    .setCause(broken)
                    .log("a listener of kicks is broken");
        }
    }
}
