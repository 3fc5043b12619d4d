package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.work.InvocationLimits;
import org.junit.jupiter.api.Test;

/** Rules of an author and the mode of an installation, from the call to what the agent is given. */
class ParameterRulesTest {
    private static final InvocationLimits USUAL = InvocationLimits.DEFAULT;

    private static Service service(boolean safe) {
        return new Service(new InvocationLimits(
                USUAL.instances(),
                USUAL.daily(),
                USUAL.contentBytes(),
                USUAL.unkeptBytes(),
                USUAL.longestTimeout(),
                USUAL.kept(),
                safe));
    }

    private static Service.Told run(Service service, String rules, String value) {
        return service.call(
                "RunCommand",
                "Type",
                "RunShellScript",
                "CommandContent",
                "echo \"{{who}}\"",
                "EnableParameter",
                "true",
                "Parameters",
                "{\"who\":\"" + value + "\"}",
                "ParameterRules",
                rules,
                "InstanceId.1",
                LINUX.text());
    }

    private static String given(Service service) {
        RunTask task = new AgentOnLinux(service).fetch();
        return new String(task.script().content(), UTF_8);
    }

    @Test
    void aValueTheAuthorDoesNotAllowIsRefused() {
        Service service = service(false);
        String rules = "{\"Rules\":{\"who\":{\"Pattern\":\"[a-z]+\"}}}";
        assertThat(run(service, rules, "$(id)").code()).isEqualTo("InvalidParameter.ValueNotAllowed");
        assertThat(service.kicks).isEmpty();
        assertThat(run(service, rules, "world").code()).isEqualTo("200");
        assertThat(given(service)).isEqualTo("echo \"world\"");
    }

    @Test
    void inSafeModeTheAgentIsGivenTheValueApart() {
        Service service = service(false);
        assertThat(run(service, "{\"Mode\":\"Safe\"}", "$(id)").code()).isEqualTo("200");
        assertThat(given(service)).isEqualTo("OB_P_who='$(id)'; export OB_P_who; \necho \"${OB_P_who}\"");
    }

    @Test
    void anInstallationCanMakeSafeModeTheUsualOne() {
        Service service = service(true);
        service.invoke("Parameters", "{\"who\":\"$(id)\"}");
        assertThat(given(service)).isEqualTo("OB_P_who='$(id)'; export OB_P_who; \necho ${OB_P_who}");
        Service other = service(true);
        assertThat(run(other, "{\"Mode\":\"Text\"}", "x").code())
                .as("the author says otherwise")
                .isEqualTo("200");
        assertThat(given(other)).isEqualTo("echo \"x\"");
    }

    @Test
    void rulesThatCannotBeReadAreRefused() {
        assertThat(run(service(false), "{\"Mode\":\"Sure\"}", "x").code()).isEqualTo("InvalidParameter.ParameterRules");
    }
}
