package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task that cannot be given to its agent any more keeps no other from it. */
class UnfitTasksTest {
    private final Service service = new Service();
    private int revision = 1;

    @BeforeEach
    void plain() {
        rename("plain");
    }

    private void rename(String name) {
        revision++;
        service.fleet.take(List.of(
                new FleetNews.Seen(new KnownInstance(LINUX, ALICES, name, "linux", true), Map.of(), false, revision)));
    }

    /** No shell reads it: the name stands in the script, if it is harmless. */
    private String named(String... more) {
        String[] all = new String[12 + more.length];
        List<String> usual = List.of(
                "Type", "RunShellScript",
                "CommandContent", "#!/usr/bin/python3\nprint('{{ACS::InstanceName}}')",
                "EnableParameter", "true",
                "ParameterRules", "{\"Mode\":\"Safe\"}",
                "InstanceId.1", LINUX.text(),
                "Timeout", "60");
        for (int n = 0; n < all.length; n++) {
            all[n] = n < 12 ? usual.get(n) : more[n - 12];
        }
        Service.Told told = service.call("RunCommand", all);
        assertThat(told.code()).isEqualTo("200");
        return told.text("InvokeId");
    }

    private void assertUnfit(String invocation) {
        JsonNode result = service.result(invocation);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Invalid");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("CommandNotApplicable");
        assertThat(result.get("ErrorInfo").asText()).contains("ACS::InstanceName");
    }

    @Test
    void whoseInstanceWasRenamedIsToldSoAndTheOthersAreGiven() {
        String renamed = named();
        String other = service.invoke();
        rename("two words");
        TaskList list = service.agents.kicked(LINUX, Optional.empty());
        assertThat(list.run()).hasSize(1);
        assertThat(list.stop()).isEmpty();
        assertUnfit(renamed);
        assertThat(service.result(other).get("InvocationStatus").asText()).isEqualTo("Running");
    }

    @Test
    void aTimetableThatCannotBeGivenAnewIsOverAtItsAgentToo() {
        String renamed = named("Frequency", "0 */10 * * * *");
        RunTask task = service.agents.kicked(LINUX, Optional.empty()).run().getFirst();
        rename("two words");
        assertThat(service.agents.kicked(LINUX, Optional.empty())).isEqualTo(TaskList.EMPTY);
        TaskList list = service.agents.startup(LINUX, false);
        assertThat(list.run()).isEmpty();
        assertThat(list.stop()).extracting(TaskList.Stop::id).containsExactly(task.id());
        assertUnfit(renamed);
    }
}
