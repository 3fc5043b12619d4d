package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** An account reads along with its own runs, and with nobody else's. */
class TailInvocationTest {
    private final Service service = new Service();
    private final AgentOnLinux agent = new AgentOnLinux(service);
    private final String id = service.invoke("Parameters", "{\"who\":\"x\"}");

    private JsonNode tail(String... place) {
        String[] all = {"InvokeId", id};
        Service.Told told = place.length == 0
                ? service.call("TailInvocation", all)
                : service.call("TailInvocation", "InvokeId", id, "Place", place[0]);
        assertThat(told.status()).as("%s", told.body()).isEqualTo(200);
        return told.body();
    }

    private static String output(JsonNode tail) {
        var all = new StringBuilder();
        tail.at("/Outputs/Output")
                .forEach(one -> all.append(
                        new String(Base64.getDecoder().decode(one.path("Output").asText()), UTF_8)));
        return all.toString();
    }

    @Test
    void theAnswersTogetherAreTheOutput() {
        JsonNode begin = tail();
        assertThat(output(begin)).isEmpty();
        assertThat(begin.path("Over").asBoolean()).isFalse();
        RunTask task = agent.fetch();
        service.agents.report(
                LINUX, task.id(), new TaskReport.Running(service.clock.instant(), AgentOnLinux.chunk("one\n")));
        JsonNode first = tail(begin.path("Place").asText());
        assertThat(output(first)).isEqualTo("one\n");
        assertThat(first.at("/Instances/Instance/0/InvocationStatus").asText()).isEqualTo("Running");
        JsonNode again = tail(first.path("Place").asText());
        assertThat(output(again)).isEmpty();
        agent.finish(task, 7, "two\n");
        JsonNode last = tail(again.path("Place").asText());
        assertThat(output(last)).isEqualTo("two\n");
        assertThat(last.path("Over").asBoolean()).isTrue();
        assertThat(last.at("/Instances/Instance/0/ExitCode").asInt()).isEqualTo(7);
        assertThat(last.path("InvocationStatus").asText()).isEqualTo("Failed");
        assertThat(output(tail())).isEqualTo("one\ntwo\n");
    }

    @Test
    void nobodyReadsAlongWithAnotherAccountsRuns() {
        assertThat(service.call(new AccountId("1000000000000099"), "TailInvocation", "InvokeId", id)
                        .code())
                .isEqualTo("InvalidInvokeId.NotFound");
        assertThat(service.call("TailInvocation", "InvokeId", "t-nobody").code())
                .isEqualTo("InvalidInvokeId.NotFound");
    }

    @Test
    void aPlaceNoAnswerToldIsRefused() {
        assertThat(service.call("TailInvocation", "InvokeId", id, "Place", "here")
                        .code())
                .isEqualTo("InvalidParameter");
    }
}
