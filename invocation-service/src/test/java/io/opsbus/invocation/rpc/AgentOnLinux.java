package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import java.time.Instant;
import java.util.Optional;

/** What the agent of the Linux instance does, at the times of the service's clock. */
record AgentOnLinux(Service service) {
    static Chunk chunk(String text) {
        return new Chunk(text.getBytes(UTF_8));
    }

    Span span() {
        Instant now = service.clock.instant();
        return new Span(now.minusSeconds(1), now);
    }

    /** The one task the agent is given. */
    RunTask fetch() {
        TaskList list = service.agents.kicked(LINUX, Optional.empty());
        assertThat(list.run()).hasSize(1);
        return list.run().getFirst();
    }

    ReportAnswer finish(RunTask task, long exitCode, String output) {
        return service.agents.report(
                LINUX, task.id(), task.version(), new TaskReport.Finished(span(), exitCode, chunk(output), 0));
    }
}
