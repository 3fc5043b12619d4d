package io.opsbus.testkit.agent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How one agent tells what becomes of its tasks (agent facts 10). */
final class SimulatedReports {
    static final byte[] NONE = {};
    private static final int ATTEMPTS = 4;

    private final AgentServer server;
    private final SimulatedIdentity identity;
    private final Pace pace;
    private final AgentWatch watch;
    private final CountDownLatch closed = new CountDownLatch(1);

    SimulatedReports(AgentServer server, SimulatedIdentity identity, Pace pace, AgentWatch watch) {
        this.server = server;
        this.identity = identity;
        this.pace = pace;
        this.watch = watch;
    }

    /** Those of the machine's next agent. */
    SimulatedReports next() {
        return new SimulatedReports(server, identity, pace, watch);
    }

    Pace pace() {
        return pace;
    }

    boolean areOfNewer() {
        return identity.isNewer();
    }

    SimulatedIdentity whose() {
        return identity;
    }

    long now() {
        return server.clock().millis();
    }

    /** An end: told until it is taken, or too often. */
    ReportReply tell(String word, String query, byte[] body) throws InterruptedException {
        ReportReply answer = ReportReply.NONE;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            answer = server.told(identity, target(word, query), body);
            if (answer.isTaken()) {
                watch.told(identity.instanceId(), word, query);
                return answer;
            }
            if (closed.await(pace.retry().toNanos(), TimeUnit.NANOSECONDS)) {
                return answer;
            }
        }
        return answer;
    }

    /** What ends nothing, and what became of files. */
    ReportReply tellOnce(String word, String query, byte[] body) throws InterruptedException {
        ReportReply answer = server.toldOnce(identity, target(word, query), body);
        if (answer.isTaken()) {
            watch.told(identity.instanceId(), word, query);
        } else {
            watch.lost(identity.instanceId(), word, query, body.length);
        }
        return answer;
    }

    private static String target(String word, String query) {
        return "/luban/api/v1/task/" + word + "?" + query;
    }

    /** The agent has died. */
    void close() {
        closed.countDown();
    }

    boolean areClosed() {
        return closed.getCount() == 0;
    }
}
