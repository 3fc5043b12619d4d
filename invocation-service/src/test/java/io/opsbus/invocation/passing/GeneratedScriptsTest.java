package io.opsbus.invocation.passing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Substitution;
import io.opsbus.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts put together at random: whatever bash makes of one, a value that runs something in it was refused. No piece calls a
 * function, which could call itself, prints the environment, which could be piped into a shell, or reads a variable that another
 * sets: those are their authors'.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
class GeneratedScriptsTest {
    /** {@code -Dopsbus.scripts=100000}. */
    private static final int SCRIPTS = Integer.getInteger("opsbus.scripts", 1_000);

    private static final int READ = 30_000;
    private static final List<String> VALUES = List.of(
            "$(touch canary)",
            "touch canary",
            "; touch canary;",
            "'; touch canary; '",
            "\"; touch canary; \"",
            "\ntouch canary\n",
            "a[$(touch${IFS}canary)]",
            ") ; touch canary ; (",
            "} ; touch canary ; {",
            "-v a[$(touch${IFS}canary)] -o x");
    private static final List<String> PIECES = List.of(
            "{{x}}",
            "\"{{x}}\"",
            "'{{x}}'",
            "\\{{x}}",
            "eval ",
            "sh -c ",
            "bash -c ",
            "echo ",
            "printf '%s' ",
            "a=",
            "local ",
            "a=(",
            ")",
            "(",
            "{ ",
            "; }",
            "$(",
            "`",
            "\"",
            "'",
            "\\",
            "$'",
            "${b:-",
            "${b[",
            "${b:",
            "}",
            "[",
            "]",
            " [[ ",
            " ]] ",
            " -eq ",
            "((",
            "))",
            "$((",
            ";",
            ";;",
            "\n",
            " | ",
            " || ",
            " && ",
            " & ",
            "<<E\n",
            "\nE\n",
            "<<'E'\n",
            "<<< ",
            "< <(",
            ">(",
            "> /dev/null ",
            "2>&1 ",
            "# ",
            " #",
            "case a in ",
            "a) ",
            "esac\n",
            "if true; then ",
            "fi\n",
            "for i in ",
            "; do ",
            "done\n",
            "f() ",
            "sh ",
            "cat ",
            "| sh\n",
            "-c ",
            "-s ",
            "-- ",
            "-v ",
            "test ",
            "declare ",
            "-i ",
            "let ",
            "true\n",
            " ",
            "\t",
            "1",
            "a",
            "!",
            "&>/dev/null ",
            "=~ ",
            "set -- ",
            "$#",
            "*",
            "unset ",
            "read ",
            "[ ",
            " ]",
            "trap ",
            " EXIT\n",
            "xargs ",
            "exec ",
            "time ",
            "a+=");

    @TempDir
    private Path folder;

    private static String script(SplittableRandom random) {
        var script = new StringBuilder();
        for (int n = random.nextInt(14); n >= 0; n--) {
            script.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return script.toString();
    }

    private static Program program(String script) {
        return new Program(
                CommandType.SHELL, Content.ofText(script), true, "", "", Duration.ofMinutes(1), new Passing(true, ""));
    }

    @Test
    void aValueThatRunsSomethingIsRefused() throws Exception {
        SplittableRandom random = Seeds.random("GeneratedScriptsTest");
        for (int done = 0; done < SCRIPTS; ) {
            String script = script(random);
            String value = VALUES.get(random.nextInt(VALUES.size()));
            Program program = program(script);
            if (!script.contains("{{x}}")) {
                continue;
            }
            done++;
            if (Substitution.check(program, Map.of("x", value)).isEmpty()) {
                assertThat(Attacks.runs(folder, program, Map.of("x", value)))
                        .as("passed, and has run: " + script + "\nof " + value)
                        .isFalse();
            }
        }
    }

    @Test
    void whateverIsReadIsReadToItsEnd() {
        SplittableRandom random = Seeds.random("GeneratedScriptsTest");
        for (int n = 0; n < READ; n++) {
            byte[] script = script(random).getBytes(UTF_8);
            assertThat(ScriptLanguage.SHELL.readAgain(script)).isNotNull();
            assertThat(ScriptLanguage.POWER_SHELL.readAgain(script)).isNotNull();
        }
    }
}
