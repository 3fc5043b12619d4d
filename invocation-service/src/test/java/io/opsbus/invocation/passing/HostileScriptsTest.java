package io.opsbus.invocation.passing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.passing.rereading.ReadAgain;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts made to take the one that reads them down: however they are nested or repeated, they are read in bounded steps and a
 * bounded stack. Steps are counted, no time is measured.
 */
class HostileScriptsTest {
    private static final int SIZE = 18_000;

    private static String filled(String part) {
        return part.repeat(SIZE / part.length());
    }

    private static ReadAgain again(ScriptLanguage language, String script) {
        return language.readAgain(script.getBytes(UTF_8));
    }

    /** Each of them took the stack, seconds or minutes. */
    static Stream<String> hostile() {
        return Stream.of(
                "cat <<" + filled("a") + "\n{{x}}",
                "cat <<" + filled("'a'") + "\n{{x}}",
                "declare -i " + filled("a ") + "\necho {{x}}",
                "declare " + filled("-i ") + "\necho {{x}}",
                filled("declare -") + "\necho {{x}}",
                "export -x " + filled("AB=cd ") + "\necho {{x}}",
                filled("env ") + "{{x}}",
                filled("sudo ") + "{{x}}",
                filled("xargs ") + "{{x}}",
                filled("timeout 1 ") + "{{x}}",
                filled("env -S a ") + "{{x}}",
                filled("sh ") + "{{x}}",
                filled("perl ") + "{{x}}",
                filled("! ") + filled(">") + "{{x}}",
                filled("a[").substring(SIZE / 2) + filled("{{x}}").substring(SIZE / 2),
                "unset " + filled("a[").substring(SIZE / 2) + filled("{{x}}").substring(SIZE / 2),
                filled("} | ") + "{{x}}",
                filled("{ ") + "{{x}}",
                filled("((a) b) ") + "{{x}}",
                filled("$((\"(\")) ") + "{{x}}",
                filled("`") + "{{x}}",
                filled("\\`") + "{{x}}",
                filled("${a:-") + "{{x}}",
                filled("case a in ") + "{{x}}",
                filled("x(") + "{{x}}",
                filled("f() ") + "{{x}}",
                "#!" + filled("/") + "\n{{x}}",
                "#!" + filled("/ env ") + "\n{{x}}",
                filled("\n") + "{{x}}",
                filled("=.").substring(SIZE / 2) + filled(" {{x}}").substring(SIZE / 2),
                filled("=."),
                filled("function a ") + "{{x}}",
                filled("[") + "{{x}}",
                filled("@'\n") + "{{x}}",
                filled("<#") + "{{x}}",
                filled("f(){"),
                filled("sh | ") + "{{x}}",
                filled("(a) | ssh b | ") + "{{x}}",
                filled("a=$(which "),
                filled("f(){ ") + filled("{{x}}"),
                filled("a|{ ") + "{{x}}\n" + filled("} | "),
                filled("{ {{x}};\n").substring(SIZE / 2) + filled("} | "),
                filled("`\\`") + "{{x}}",
                filled("$(( $(\"") + "{{x}}",
                filled("\"$(") + "{{x}}",
                filled("& { {{x}} ") + filled("} ").substring(SIZE / 2),
                filled("@{a=") + "{{x}}",
                filled("iex 'iex ") + "{{x}}",
                filled("icm w {") + "{{x}}",
                filled("\n\t"),
                filled("$_ | % { iex "));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whateverIsSentIsReadInBoundedSteps(String script) {
        for (ScriptLanguage language : ScriptLanguage.values()) {
            assertThat(again(language, script)).isNotNull();
        }
        for (String type : new String[] {"RunShellScript", "RunPowerShellScript"}) {
            assertThat(ScriptLanguage.of(type, script)).isNotNull();
        }
    }

    @Test
    void aDocumentInADocumentIsReadOnceHoweverManyShellsReadIt() {
        var script = new StringBuilder();
        for (int n = 0; n < 15; n++) {
            script.append("sh <<'E").append(n).append("' | sh\n");
        }
        script.append("echo \"{{x}}\"\n");
        for (int n = 14; n >= 0; n--) {
            script.append('E').append(n).append('\n');
        }
        assertThat(again(ScriptLanguage.SHELL, script.toString()).unread())
                .as("of all steps few are taken")
                .isEmpty();
    }

    @Test
    void whatTakesTooManyStepsTakesNoValue() {
        ReadAgain again = again(ScriptLanguage.SHELL, filled("$((\"(\")) ") + "{{x}} {{y}}");
        assertThat(again.unread()).isEqualTo(Set.of("x", "y"));
        assertThat(again.lacks("y", "")).contains(ReadAgain.Need.READABLE_SCRIPT);
    }

    @Test
    void whatPeopleWriteIsFarFromTheBound() {
        String script =
                "if [ -n \"{{x}}\" ]; then\n  for i in a b; do echo \"$i $((1 + 2)) $(date)\" | grep -q b; done\nfi\n";
        assertThat(again(ScriptLanguage.SHELL, filled(script).repeat(10)).unread())
                .isEmpty();
    }
}
