package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.agentlink.update.Releases;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.rpc.Service;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The agents' door without a socket, as tests put it before what is behind it. */
record Doors(
        AgentTasks tasks,
        Clock clock,
        Allowances.Limits limits,
        @Nullable Path releases) {
    /** Where it says that it is. */
    private static final String REGION = "cn-local";

    /** Before the whole service, for who asks as often as it likes. */
    static AgentDoor of(Service service) {
        return of(service.agents, service.clock);
    }

    /** The same, before something else. */
    static AgentDoor of(AgentTasks tasks, Clock clock) {
        return new Doors(tasks, clock, Allowances.Limits.NONE, null).open();
    }

    AgentDoor open() {
        return new AgentDoor(
                tasks,
                new Proof(tasks, new Allowances(limits, clock), clock),
                new Strangers(clock),
                REGION,
                new Releases(releases));
    }
}
