package io.opsbus.invocation.passing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Substitution;
import io.opsbus.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat 6 by the thousand: values made of what shells look at, in ten places of a script, through real shells. Hundreds of scripts
 * are run as one, one behind the other: a value that got out of its place would also spoil those behind it.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with sh, bash and dash")
class GeneratedValuesTest {
    /** Threat 6 asks for 10^6: {@code -Dopsbus.values=1000000}. */
    private static final int VALUES = Integer.getInteger("opsbus.values", 100_000);

    private static final int AT_ONCE = 500;
    private static final int LONG = 64 * 1024;
    private static final Passing SAFE = new Passing(true, "");
    private static final Substitution.BuiltIns OURS =
            new Substitution.BuiltIns(Map.of("InstanceName", "$(touch canary)`touch canary`';touch canary;'"));
    private static final List<String> PLACES = List.of(
            "printf '%s.' \"{{x}}\"",
            "v={{x}}; printf '%s.' \"$v\"",
            "v=\"{{x}}\"; printf '%s.' \"${v}\" # {{x}}",
            "case \"{{x}}\" in *) printf '%s.' \"{{X}}\";; esac",
            "f() { printf '%s.' \"$1\"; }; f \"{{ x }}\"",
            "set -- \"{{x}}\" b; printf '%s.' \"$1\"",
            "for v in \"{{x}}\"; do printf '%s.' \"$v\"; done",
            "eval 'printf \"%s.\" \"{{x}}\"'",
            "v=; while IFS= read -r l; do v=\"$v$l\n\"; done <<OB\n{{x}}.\nOB\nprintf '%s' \"${v%?}\"",
            "printf '%s.' \"$OB_P_x\" # {{x}} {{ACS::InstanceName}}");
    private static final String[] PIECES = {
        "'",
        "\"",
        "`",
        "$",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ";",
        "&",
        "|",
        "<",
        ">",
        "*",
        "?",
        "~",
        "!",
        "#",
        "%",
        "^",
        "\\",
        "\n",
        "\r",
        "\t",
        " ",
        "=",
        "-",
        "_",
        "a",
        "Z",
        "0",
        "\u2018",
        "\u00e9",
        "\u96e8",
        "\ud83d\ude00",
        "\u0001",
        "\u007f",
        "\u0085",
        "$(touch canary)",
        "`touch canary`",
        "\ntouch canary\n",
        "';touch canary;'",
        "\";touch canary;\"",
        "${x}",
        "{{x}}",
        "EOF",
        "\\'",
        "$'\\''",
        "$((",
        "OB_P_x",
        "; export "
    };

    @TempDir
    private Path folder;

    private static String value(SplittableRandom random) {
        var value = new StringBuilder();
        int most = random.nextInt(2_000) == 0 ? LONG : random.nextInt(24);
        while (value.length() < most) {
            value.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return value.toString();
    }

    private static List<String> shells() {
        return List.of("sh", "bash", "dash").stream()
                .filter(shell -> List.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(":", -1))
                        .stream()
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell))))
                .toList();
    }

    private static byte[] rendered(String place, String value) {
        var program = new Program(CommandType.SHELL, Content.ofText(place), true, "", "", Duration.ofMinutes(1), SAFE);
        assertThat(Substitution.check(program, Map.of("x", value))).isEmpty();
        return Substitution.render(program, Map.of("x", value), OURS);
    }

    private List<String> written(String shell, byte[] script) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("script"), script);
        Process process = new ProcessBuilder(shell, file.toString())
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(process.waitFor()).as(shell).isZero();
        assertThat(folder.resolve("errors")).isEmptyFile();
        return List.of(output.split("\0", -1));
    }

    @Test
    void eachComesThroughAsItIsAndRunsNothing() throws Exception {
        SplittableRandom random = Seeds.random("GeneratedValuesTest");
        List<String> shells = shells();
        for (int done = 0; done < VALUES; done += AT_ONCE) {
            var script = new ByteArrayOutputStream();
            List<String> sent = new ArrayList<>();
            for (int n = done; n < Math.min(VALUES, done + AT_ONCE); n++) {
                String value = value(random);
                sent.add(new String((value + ".").getBytes(UTF_8), ISO_8859_1));
                script.writeBytes(rendered(PLACES.get(n % PLACES.size()), value));
                script.writeBytes("\nprintf '\\0'\n".getBytes(UTF_8));
            }
            sent.add("");
            String shell = shells.get(done / AT_ONCE % shells.size());
            assertThat(written(shell, script.toByteArray())).as(shell).isEqualTo(sent);
            assertThat(folder.resolve("canary")).as(shell).doesNotExist();
        }
    }
}
