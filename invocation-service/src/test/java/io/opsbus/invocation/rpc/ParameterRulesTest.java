package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.work.InvocationLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of an author and the mode of an installation, from the call to what the agent is given. */
class ParameterRulesTest {
    private static final InvocationLimits USUAL = InvocationLimits.DEFAULT;

    private static Service service(boolean safe) {
        return new Service(new InvocationLimits(
                USUAL.instances(),
                USUAL.daily(),
                USUAL.contentBytes(),
                USUAL.unkeptBytes(),
                USUAL.timeouts(),
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
    void referencesToParametersAndSecretsOfOosAreRefused() {
        assertThat(new Service()
                        .call(
                                "RunCommand",
                                "Type",
                                "RunShellScript",
                                "CommandContent",
                                "echo {{oos-secret:password}}",
                                "EnableParameter",
                                "true",
                                "InstanceId.1",
                                LINUX.text())
                        .code())
                .isEqualTo("Parameter.NotSupported");
    }

    @Test
    void inSafeModeTheAgentIsGivenTheValueApart() {
        Service service = service(false);
        assertThat(run(service, "{\"Mode\":\"Safe\"}", "$(id)").code()).isEqualTo("200");
        assertThat(given(service)).isEqualTo("OB_P_who='$(id)'; export OB_P_who; \necho \"${OB_P_who}\"");
    }

    @Test
    void ofAValueThatCannotBePassedTheErrorSaysOfWhichParameterAndWhatCanBeDone() {
        for (var one : Map.of(
                        "eval \"{{who}}\"", " and not begin with -. Let the author give it as a word of its own",
                        "echo $(({{who}}))", " it must be a whole number.",
                        "tar -cf t {{who}}", " Let the author write -- before it, and quote it.")
                .entrySet()) {
            Service.Told told = script(
                    service(true), one.getKey(), "EnableParameter", "true", "Parameters", "{\"who\":\"-x $(id)\"}");
            assertThat(told.code()).isEqualTo("InvalidParameter.ValueNotAllowed");
            assertThat(told.text("Message"))
                    .contains(one.getValue())
                    .endsWith(" Name: who.")
                    .doesNotContain("$(id)");
        }
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
    void rulesOfParametersTheScriptDoesNotHaveAreRefused() {
        assertThat(run(service(false), "{\"Rules\":{\"WHO\":{\"Pattern\":\"x\"}}}", "x")
                        .code())
                .isEqualTo("200");
        assertThat(run(service(false), "{\"Rules\":{\"whom\":{\"Pattern\":\"x\"}}}", "x")
                        .code())
                .isEqualTo("InvalidParameter.ParameterRules");
        assertThat(script(service(false), "echo", "EnableParameter", "false", "ParameterRules", "{}")
                        .code())
                .isEqualTo("InvalidParameter.ParameterRules");
    }

    private static Service.Told script(Service service, String script, String... more) {
        List<String> parameters = new ArrayList<>(
                List.of("Type", "RunShellScript", "CommandContent", script, "InstanceId.1", LINUX.text()));
        parameters.addAll(List.of(more));
        return service.call("RunCommand", parameters.toArray(String[]::new));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("echo {{}}", "CmdParam.EmptyKey"),
                Arguments.of("echo {{a b}}", "CmdParam.InvalidParamName"),
                Arguments.of("echo {{ACS::Nonsense}}", "CmdParam.InvalidParamName"),
                Arguments.of("echo {{" + "n".repeat(65) + "}}", "CmdParamName.ExceedLimit"),
                Arguments.of(
                        IntStream.range(0, 21).mapToObj("{{p%d}}"::formatted).collect(Collectors.joining()),
                        "CmdParamCount.ExceedLimit"),
                Arguments.of("echo {{a}} {{ACS::InstanceId}}", "200"));
    }

    /** As CreateCommand refuses them, whether the command is kept or not; without parameters braces are text. */
    @ParameterizedTest
    @MethodSource("names")
    void whatCanBeNoParameterIsRefused(String script, String code) {
        Service service = service(false);
        for (String kept : List.of("true", "false")) {
            assertThat(script(service, script, "EnableParameter", "true", "KeepCommand", kept)
                            .code())
                    .isEqualTo(code);
        }
        assertThat(script(service, script).code()).isEqualTo("200");
    }

    @Test
    void theErrorSaysWhichNameCannotBe() {
        Service service = service(false);
        assertThat(script(service, "{{ok}} {{a b}}", "EnableParameter", "true").text("Message"))
                .endsWith(" Name: a b.");
        assertThat(script(service, "{{" + "n".repeat(65) + "}}", "EnableParameter", "true")
                        .text("Message"))
                .endsWith(" Name: " + "n".repeat(64) + "….");
    }

    @Test
    void rulesThatCannotBeReadAreRefused() {
        assertThat(run(service(false), "{\"Mode\":\"Sure\"}", "x").code()).isEqualTo("InvalidParameter.ParameterRules");
    }
}
