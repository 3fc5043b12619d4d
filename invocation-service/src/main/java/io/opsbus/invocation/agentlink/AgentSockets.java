package io.opsbus.invocation.agentlink;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.wire.KickText;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Kick;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which agents' websockets are open here, one an instance: a newer one ends an older one. */
final class AgentSockets implements AgentTasks.KickListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(AgentSockets.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final AgentTasks tasks;
    private final Map<InstanceId, AgentSocket> open = new ConcurrentHashMap<>();

    AgentSockets(AgentTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * A socket was opened. It is kicked at once, before anybody is told of it: what is owed may have piled up while it was away.
     * Blocks.
     */
    void opened(AgentSocket socket, AgentNews news) throws InterruptedException {
        AgentSocket older = open.put(socket.instance(), socket);
        if (older != null) {
            older.close(WebSocketCloseStatus.POLICY_VIOLATION);
        }
        boolean told = told(socket, () -> tasks.connected(socket.instance(), news));
        socket.send(KickText.EVERYTHING);
        LOGGER.atInfo().addKeyValue("instanceId", socket.instance()).log("agent connected");
        // only now: its end must not be told before its beginning
        socket.channel().closeFuture().addListener(_ -> Thread.startVirtualThread(() -> closed(socket, told)));
    }

    /** An agent says that it will not ask now. Does not block. */
    void refused(InstanceId instance) {
        Thread.startVirtualThread(() -> {
            try {
                tasks.refused(instance);
            } catch (AgentTasks.Away away) {
                // it is kicked again, and refuses again
                LOGGER.atDebug().addKeyValue("instanceId", instance).log("a refusal was not noted");
            }
        });
    }

    private void closed(AgentSocket socket, boolean told) {
        open.remove(socket.instance(), socket);
        try {
            if (told) {
                tasks.disconnected(socket.instance(), socket.connection());
            }
        } catch (AgentTasks.Away away) {
            // its heartbeats end too, and tell the same later
            LOGGER.atWarn().addKeyValue("instanceId", socket.instance()).log("the end of a connection was not noted");
        }
        LOGGER.atInfo().addKeyValue("instanceId", socket.instance()).log("agent disconnected");
    }

    /**
     * Tells, and again while the store is away: to close the socket instead could leave the official agent silent for half an
     * hour (agent facts 7.1).
     */
    private static boolean told(AgentSocket socket, Runnable news) throws InterruptedException {
        Duration pause = Duration.ofMillis(500);
        while (socket.channel().isActive()) {
            try {
                news.run();
                return true;
            } catch (AgentTasks.Away away) {
                boolean ignored = socket.channel().closeFuture().await(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
        return false;
    }

    @Override
    public void kick(Kick kick) {
        AgentSocket socket = open.get(kick.instance());
        if (socket == null || (kick instanceof Kick.RunAgain && !socket.runsNothingTwice())) {
            return;
        }
        if (kick instanceof Kick.Deregister) {
            socket.sendLast(KickText.of(kick));
        } else {
            socket.send(KickText.of(kick));
        }
    }

    int size() {
        return open.size();
    }

    /** Ends all of them; agents redial a few seconds later. */
    void close() {
        open.values().forEach(socket -> socket.close(WebSocketCloseStatus.SERVICE_RESTART));
    }
}
