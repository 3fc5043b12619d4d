package io.opsbus.invocation.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.work.Substitution.BuiltIns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {
    private static final BuiltIns BUILT_INS = new BuiltIns(Map.of("InstanceId", "i-1", "RegionId", "cn-hangzhou"));

    private static Program program(String script, boolean on) {
        return new Program(CommandType.SHELL, Content.ofText(script), on, "", "", Duration.ofMinutes(1));
    }

    private static String rendered(String script, Map<String, String> values) {
        return new String(Substitution.render(program(script, true), values, BUILT_INS), StandardCharsets.UTF_8);
    }

    @Test
    void valuesStandWhereTheirNamesStood() {
        assertThat(rendered("echo {{a}} {{ a }} {{A}}", Map.of("a", "x y"))).isEqualTo("echo x y x y x y");
        assertThat(rendered("☂ {{a}}", Map.of("a", "雨"))).isEqualTo("☂ 雨");
    }

    @Test
    void whatHasNoValueIsEmpty() {
        assertThat(rendered("[{{a}}][{{b}}]", Map.of("b", ""))).isEqualTo("[][]");
    }

    @Test
    void builtInParametersAreFilledIn() {
        assertThat(rendered("{{ACS::InstanceId}} in {{ACS::RegionId}}", Map.of()))
                .isEqualTo("i-1 in cn-hangzhou");
    }

    @Test
    void aValueIsNeverSearchedAgain() {
        assertThat(rendered("{{a}}", Map.of("a", "{{b}}", "b", "no"))).isEqualTo("{{b}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{oos-secret:p}}{{a}}", "echo {{ OOS:p }}", "{{a}} {{oos-secret:a/b}}"})
    void referencesToWhatIsNotHereAreRefused(String script) {
        assertThat(Substitution.check(program(script, true), Map.of()))
                .contains(new InvocationRefusal.ForeignReference());
        assertThat(Substitution.check(program(script, false), Map.of())).isEmpty();
    }

    @Test
    void referencesOfAnOlderReleaseStay() {
        assertThat(rendered("{{oos-secret:p}}{{a}}", Map.of())).isEqualTo("{{oos-secret:p}}");
    }

    @Test
    void withoutParametersNothingIsTouched() {
        assertThat(new String(
                        Substitution.render(program("{{a}}", false), Map.of(), BUILT_INS), StandardCharsets.UTF_8))
                .isEqualTo("{{a}}");
    }

    @Test
    void valuesMustFitTheScript() {
        assertThat(Substitution.check(program("{{a}}", true), Map.of("A", "x"))).isEmpty();
        assertThat(Substitution.check(program("{{a}}", true), Map.of("b", "x")))
                .contains(new InvocationRefusal.UnknownParameter("b"));
        assertThat(Substitution.check(program("{{a}}", false), Map.of("a", "x")))
                .contains(new InvocationRefusal.ParametersDisabled());
    }
}
