package io.opsbus.invocation.passing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.passing.rereading.ReadAgain;
import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Substitution;
import io.opsbus.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that would run something if anything read them as a part of the script (threat 6). */
class SafeParametersTest {
    private static final Substitution.BuiltIns OURS =
            new Substitution.BuiltIns(Map.of("InstanceName", "$(touch canary)", "InstanceId", "i-1"));
    private static final Passing SAFE = new Passing(true, "");
    /** Each would leave a file called canary behind. */
    private static final List<String> PAYLOADS = List.of(
            "$(touch canary)",
            "`touch canary`",
            "; touch canary;",
            "| touch canary",
            "|| touch canary",
            "&& touch canary",
            "\ntouch canary\n",
            "\r\ntouch canary\r\n",
            "'; touch canary; '",
            "\"; touch canary; \"",
            "'\"; touch canary; \"'",
            "\\'; touch canary; #",
            "}; touch canary; {",
            "${IFS}; touch canary",
            "$((`touch canary`))",
            "\u2019; touch canary; \u2018",
            "{{x}}$(touch canary)",
            "* ? [a-z] ~ !! \\",
            "EOF\ntouch canary\n",
            "雨 \ud83d\udca9",
            "",
            "-n",
            "trailing line ends\n\n");

    private static final List<String> PLACES = List.of(
            "printf '%s.' \"{{x}}\"",
            "v={{x}}; printf '%s.' \"$v\"",
            "printf '%s.' \"a{{x}}b\" | sed -e 's/^a//' >/dev/null; printf '%s.' \"{{x}}\"",
            "case \"{{x}}\" in *) printf '%s.' \"{{X}}\";; esac",
            "f() { printf '%s.' \"$1\"; }; f \"{{ x }}\"",
            "#!/bin/sh\nprintf '%s.' \"{{x}}\"",
            "#!/usr/bin/env bash\nset -eu\nprintf '%s.' \"{{x}}\"",
            "printf '%s.' \"$OB_P_x\" # {{x}} {{ACS::InstanceName}}");

    @TempDir
    private Path folder;

    private static Program program(CommandType type, String script, Passing passing) {
        return new Program(type, Content.ofText(script), true, "", "", Duration.ofMinutes(1), passing);
    }

    private static String rendered(Program program, String value) {
        return new String(Substitution.render(program, Map.of("x", value), OURS), UTF_8);
    }

    private String run(String shell, String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script"), script);
        Process process = new ProcessBuilder(shell, file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(script + "\n" + output).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void aValueReachesAShellAsItIsAndRunsNothing(String shell) throws Exception {
        for (String place : PLACES) {
            Program program = program(CommandType.SHELL, place, SAFE);
            for (String payload : PAYLOADS) {
                assertThat(Substitution.check(program, Map.of("x", payload))).isEmpty();
                assertThat(run(shell, rendered(program, payload)))
                        .as(place + " of " + payload)
                        .isEqualTo(payload + ".");
                assertThat(folder.resolve("canary"))
                        .as(place + " of " + payload)
                        .doesNotExist();
            }
        }
    }

    @Test
    void generatedValuesComeThroughAShell() throws Exception {
        SplittableRandom random = Seeds.random("SafeParametersTest");
        String special = "'\"`$(){}[];&|<>*?~!#%^\\\n\r\t =-_aZ0\u2018\u00e9";
        for (int n = 0; n < 50; n++) {
            var value = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                value.append(special.charAt(random.nextInt(special.length())));
            }
            Program program = program(CommandType.SHELL, "printf '%s.' \"{{x}}\"", SAFE);
            assertThat(run("sh", rendered(program, value.toString()))).isEqualTo(value + ".");
        }
    }

    @Test
    void asTextTheSamePayloadsDoRun() throws Exception {
        Program pasted = program(CommandType.SHELL, PLACES.getFirst(), Passing.AS_TEXT);
        run("sh", rendered(pasted, "$(touch canary)"));
        assertThat(folder.resolve("canary")).as("the defence off").exists();
    }

    @Test
    void inPowerShellNothingOfAValueIsInTheScript() {
        Program program = program(CommandType.POWER_SHELL, "Write-Host \"a {{x}} {{ACS::InstanceName}}\"", SAFE);
        Pattern set =
                Pattern.compile("\\$env:OB_P_x = \\[Text.Encoding\\]::UTF8.GetString\\(\\[Convert\\]::FromBase64String"
                        + "\\('([A-Za-z0-9+/=]*)'\\)\\); ");
        for (String payload : PAYLOADS) {
            assertThat(Substitution.check(program, Map.of("x", payload))).isEmpty();
            String script = rendered(program, payload);
            Matcher found = set.matcher(script);
            assertThat(found.find()).as(script).isTrue();
            assertThat(new String(Base64.getDecoder().decode(found.group(1)), UTF_8))
                    .isEqualTo(payload);
            assertThat(script).endsWith("\nWrite-Host \"a ${env:OB_P_x} ${env:OB_ACS_instancename}\"");
            assertThat(script).doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "& calc",
                "| calc",
                "%COMSPEC%",
                "!x!",
                "^& calc",
                "a\r\ncalc",
                "\" & calc & \"",
                "(",
                ")",
                "<f",
                ">f",
                "a b",
                "'",
                "é",
                "="
            })
    void toBatOnlyHarmlessCharactersArePassed(String value) {
        Program program = program(CommandType.BAT, "echo {{x}}", SAFE);
        assertThat(Substitution.check(program, Map.of("x", value)))
                .contains(new InvocationRefusal.ValueNotPassed("x", ReadAgain.Need.HARMLESS_IN_ITS_PLACE));
        assertThat(Substitution.check(program, Map.of("x", "C:/dir/file_1.txt")))
                .isEmpty();
        assertThat(rendered(program, "C:/dir/file_1.txt")).isEqualTo("echo C:/dir/file_1.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/usr/bin/python3\nprint('{{x}}')",
                "#!/usr/bin/env -S perl\nprint '{{x}}'",
                "#!/bin/csh\necho {{x}}"
            })
    void ofLanguagesThatAreNotKnownTheSameHolds(String script) {
        Program program = program(CommandType.SHELL, script, SAFE);
        assertThat(Substitution.check(program, Map.of("x", "');import os"))).isPresent();
        assertThat(rendered(program, "plain")).isEqualTo(script.replace("{{x}}", "plain"));
    }

    @Test
    void aPowerShellScriptThatMustBeginWithSomethingIsNotBegunOtherwise() {
        Program program = program(CommandType.POWER_SHELL, "param([int]$n)\nWrite-Host {{x}}", SAFE);
        assertThat(Substitution.check(program, Map.of("x", "'; calc"))).isPresent();
        assertThat(rendered(program, "7")).startsWith("param(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "param($n)",
                "\n # of the fleet\n<# and\nmore #>\n[CmdletBinding()]\nPARAM (\n$n)",
                "using namespace System",
                "\u00ef\u00bb\u00bfusing module a"
            })
    void whatComesBeforeAParamOfAScriptIsSkipped(String script) {
        assertThat(ScriptLanguage.of("RunPowerShellScript", script)).isEqualTo(ScriptLanguage.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function Foo {\n  param([string]$n)\n  $n\n}\nFoo {{x}}",
                "# what it does:\n# using the registry\nWrite-Host {{x}}",
                "Write-Host a\nusing the registry",
                "[string]$n = {{x}}",
                ""
            })
    void aParamOfAFunctionIsNone(String script) {
        assertThat(ScriptLanguage.of("RunPowerShellScript", script)).isEqualTo(ScriptLanguage.POWER_SHELL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/bin/sh -e",
                "#! /usr/bin/env bash",
                "#!/usr/bin/env -S bash -e",
                "#!/bin/busybox sh",
                "#!/usr/local/bin/bash-5.2",
                "#!/bin/mksh"
            })
    void shellsOfEveryNameAreKnown(String line) {
        assertThat(ScriptLanguage.of("RunShellScript", line + "\necho {{x}}")).isEqualTo(ScriptLanguage.SHELL);
    }

    @Test
    void aNulIsNeverPassed() {
        assertThat(Substitution.check(program(CommandType.SHELL, "{{x}}", SAFE), Map.of("x", "a\0b")))
                .isPresent();
    }

    @Test
    void theNameOfAnInstanceIsItsOwners() {
        assertThat(Substitution.check(program(CommandType.BAT, "echo {{ACS::InstanceName}}", SAFE), OURS))
                .contains(new InvocationRefusal.ValueNotPassed(
                        "ACS::InstanceName", ReadAgain.Need.HARMLESS_IN_ITS_PLACE));
        assertThat(Substitution.check(program(CommandType.BAT, "echo {{ACS::InstanceId}}", SAFE), OURS))
                .isEmpty();
    }

    @Test
    void theAuthorsRulesHoldInEitherMode() {
        String rules = "{\"Rules\":{\"x\":{\"Pattern\":\"[a-z]{1,8}\"}}}";
        for (boolean safe : new boolean[] {true, false}) {
            Program program = program(CommandType.SHELL, "echo {{x}}", new Passing(false, rules).resolved(safe));
            assertThat(program.passing().isSafe()).isEqualTo(safe);
            assertThat(Substitution.check(program, Map.of("X", "web"))).isEmpty();
            assertThat(Substitution.check(program, Map.of("x", "$(id)")))
                    .contains(new InvocationRefusal.ValueNotAllowed("x"));
            assertThat(Substitution.check(program, Map.of()))
                    .as("not sent is empty")
                    .isPresent();
        }
    }

    @Test
    void theAuthorsModeGoesBeforeTheInstallations() {
        assertThat(new Passing(false, "{\"Mode\":\"Text\"}").resolved(true).isSafe())
                .isFalse();
        assertThat(new Passing(false, "{\"Mode\":\"Safe\"}").resolved(false).isSafe())
                .isTrue();
        assertThat(new Passing(false, "not rules").allows("x", "")).isFalse();
    }

    @Test
    void eachNameHasAVariableOfItsOwn() {
        assertThat(List.of("a-b", "a_b", "a__b", "a_-b").stream()
                        .map(ScriptLanguage::variable)
                        .distinct())
                .hasSize(4)
                .allMatch(name -> name.matches("OB_P_[a-z0-9_]+"));
    }
}
