package io.opsbus.invocation.passing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.passing.rereading.ReadAgain;
import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Substitution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a script has a variable read again (threat 6): between quotes, in here documents, by {@code eval} and by other shells. */
class RereadingTest {
    private static final String HARMLESS = "web-1.example:80/a_b@c";
    /** Each leaves a file called canary behind where it is read as script. */
    private static final List<String> PAYLOADS = List.of(
            "$(touch canary)",
            "`touch canary`",
            "; touch canary;",
            "'; touch canary; '",
            "\"; touch canary; \"",
            "\ntouch canary\n",
            "\nEOF\ntouch canary\n",
            "a[$(touch canary)]",
            "&& touch canary #");

    /** The value comes through as it is. */
    private static final List<String> READ_ONCE = List.of(
            "cat <<EOF\n{{x}}\nEOF",
            "cat <<-EOF\n\t{{x}}\n\tEOF",
            "cat <<EOF | cat\n{{x}}\nEOF",
            "v=$(cat <<EOF\n{{x}}.\nEOF\n)\nprintf '%s\\n' \"${v%.}\"",
            "sh -c 'printf \"%s\\n\" \"{{x}}\"'",
            "eval 'printf \"%s\\n\" \"{{x}}\"'",
            "sh <<'EOF'\nprintf '%s\\n' \"{{x}}\"\nEOF",
            "cat <<A <<EOF\nnothing\nA\n{{x}}\nEOF",
            "eval true; printf '%s\\n' \"{{x}}\"",
            "sh -c true && printf '%s\\n' \"{{x}}\" 2>&1",
            "printf '%s\\n' \"$(printf '%s' \"{{x}}.\")\" | sed -e '$s/.$//'",
            "# eval {{x}}\nprintf '%s\\n' \"{{x}}\"");

    /** The name of the variable is there in place of the value. */
    private static final List<String> NOT_READ =
            List.of("printf '%s\\n' '{{x}}'", "cat <<'EOF'\n{{x}}\nEOF", "cat <<\\EOF\n{{x}}\nEOF", "echo \\{{x}}");

    @TempDir
    private Path folder;

    private static Program program(String script) {
        return new Program(
                CommandType.SHELL, Content.ofText(script), true, "", "", Duration.ofMinutes(1), new Passing(true, ""));
    }

    private static ReadAgain again(String script) {
        return ScriptLanguage.SHELL.readAgain(script.getBytes(UTF_8));
    }

    private String run(String script, String value) throws IOException, InterruptedException {
        return run(script, Map.of("x", value));
    }

    private String run(String script, Map<String, String> values) throws IOException, InterruptedException {
        byte[] rendered = Substitution.render(program(script), values, new Substitution.BuiltIns(Map.of()));
        Path file = Files.write(folder.resolve("script"), rendered);
        Process process = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int ignored = process.waitFor();
        return output;
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
    void whatIsReadOnceComesThroughAndRunsNothing() throws Exception {
        for (String script : READ_ONCE) {
            for (String payload : PAYLOADS) {
                assertThat(Substitution.check(program(script), Map.of("x", payload)))
                        .as(script)
                        .isEmpty();
                assertThat(run(script, payload)).as(script).isEqualTo(payload + "\n");
                assertThat(folder.resolve("canary"))
                        .as(script + " of " + payload)
                        .doesNotExist();
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
    void whereNothingIsReadNothingRuns() throws Exception {
        for (String script : NOT_READ) {
            for (String payload : PAYLOADS) {
                assertThat(run(script, payload)).as(script).isEqualTo("${OB_P_x}\n");
                assertThat(folder.resolve("canary"))
                        .as(script + " of " + payload)
                        .doesNotExist();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval \"echo {{x}}\"",
                "eval echo {{x}}",
                "if eval \"test {{x}}\"; then :; fi",
                "y=1 eval echo {{x}}",
                "sh -c \"echo {{x}}\"",
                "sh -ec \"echo {{x}}\"",
                "/bin/bash -x -c \"echo {{x}}\"",
                "timeout 5 sh -c \"echo {{x}}\"",
                "sh 2>&1 -c \"echo {{x}}\"",
                "echo a | xargs -I@ sh -c \"echo @ {{x}}\"",
                "echo \"$(sh -c \"true; echo {{x}}\")\"",
                "echo \"$(true; eval \"true; echo {{x}}\")\"",
                "echo `sh -c \"echo {{x}}\"`",
                "sh -c 'eval \"echo {{x}}\"'",
                "sh <<EOF\necho {{x}}\nEOF",
                "cat <<EOF | sh\necho {{x}}\nEOF",
                "sh <<'EOF'\neval \"echo {{x}}\"\nEOF",
                "cat <<EOF\n$(eval \"echo {{x}}\")\nEOF",
                "bash <<< \"echo {{x}}\"",
                "trap \"echo {{x}}\" EXIT",
                "case a in a) eval \"echo {{x}}\";; esac"
            })
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
    void whatIsReadAgainTakesHarmlessCharactersOnly(String script) throws Exception {
        boolean hasRun = false;
        for (String payload : PAYLOADS) {
            assertThat(Substitution.check(program(script), Map.of("x", payload)))
                    .as(script)
                    .contains(new InvocationRefusal.ValueNotPassed("x", ReadAgain.Need.HARMLESS));
            // the defence off
            String ignored = run(script, payload);
            hasRun |= Files.deleteIfExists(folder.resolve("canary"));
        }
        assertThat(hasRun).as("one of them is script there: " + script).isTrue();
        assertThat(Substitution.check(program(script), Map.of("x", HARMLESS))).isEmpty();
    }

    /** A name there would have the shell read what another parameter has in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo $(( {{x}} + 1 ))",
                "echo \"$(( 1 + {{x}} ))\"",
                "(( {{x}} > 1 ))",
                "let \"n={{x}}\"",
                "[[ {{x}} -eq 1 ]]",
                "[[ 1 -lt \"{{x}}\" ]]"
            })
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
    void whatIsCalculatedIsANumber(String script) throws Exception {
        String payload = "a[$(touch canary)]";
        String beside = script + "\n: {{y}}";
        for (String value : List.of(payload, "OB_P_y")) {
            Map<String, String> values = Map.of("x", value, "y", payload);
            assertThat(Substitution.check(program(beside), values))
                    .as(script)
                    .contains(new InvocationRefusal.ValueNotPassed("x", ReadAgain.Need.NUMBER));
            String ignored = run(beside, values);
            assertThat(Files.deleteIfExists(folder.resolve("canary")))
                    .as("the defence off: " + script)
                    .isTrue();
        }
        assertThat(Substitution.check(program(beside), Map.of("x", "-7", "y", payload)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh host \"rm {{x}}\"",
                "python3 -c \"print('{{x}}')\"",
                "perl -e \"print '{{x}}'\"",
                "su - app -c \"echo {{x}}\"",
                "ssh web <<EOF\necho {{x}}\nEOF",
                "echo \"echo {{x}}\" | ssh -p 22 web",
                "ssh web 'bash -s' <<EOF\necho {{x}}\nEOF",
                "ssh web bash -s <<EOF\necho {{x}}\nEOF",
                "$SUDO eval \"{{x}}\"",
                "$SUDO sed \"s/a/{{x}}/\" f",
                "$SSH ssh root@web \"systemctl status {{x}}\"",
                "sshpass -p pw ssh root@web \"echo {{x}}\"",
                "SSH=\"ssh -o BatchMode=yes\"; $SSH root@web \"systemctl status {{x}}\"",
                "scp \"web:/srv/{{x}}\" .",
                "git difftool --extcmd=\"{{x}}\"",
                "retry 3 ssh web \"echo {{x}}\"",
                "docker exec db psql -c \"select {{x}}\"",
                "sudo docker exec -i db mysql -e \"select {{x}}\"",
                "find . -exec sh -c \"echo {{x}}\" \\;"
            })
    void otherProgramsThatReadScriptsAreKnown(String script) {
        assertThat(again(script).asScript()).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ \"{{x}}\" -gt 1 ]", "test 1 -eq {{x}}", "exit {{x}}", "f() { return \"{{x}}\"; }"})
    void whatOtherShellsCalculateIsKnown(String script) {
        for (String shell : List.of("#!/bin/ksh", "#!/usr/bin/env zsh", "#!/bin/mksh -e")) {
            assertThat(again(shell + "\n" + script).asNumbers()).containsExactly("x");
        }
        assertThat(again(script).asNumbers()).as("sh, dash and bash do not").isEmpty();
    }

    /** The other side has no such variable: the value would be empty there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "env -i sh -c 'echo rm -rf /srv/{{x}}'",
                "sudo sh -c 'echo rm -rf /srv/{{x}}'",
                "sudo -u app bash <<'EOF'\nrm -rf /srv/{{x}}\nEOF",
                "ssh web 'rm -rf /srv/{{x}}'",
                "ssh web \"rm -rf /srv/\\{{x}}\"",
                "timeout 5 ssh -p 22 root@web 'rm -rf /srv/{{x}}'",
                "su - app -c 'rm -rf /srv/{{x}}'",
                "docker exec c sh -c 'rm -rf /srv/{{x}}'",
                "kubectl exec p -- sh -c 'rm -rf /srv/{{x}}'",
                "echo '0 1 * * * rm -rf /srv/{{x}}' | crontab -",
                "if true; then echo a | sudo tee f && doas sh -c 'rm -rf /srv/{{x}}'; fi"
            })
    void whereItsVariableIsNotEveryValueIsRefused(String script) {
        for (String value : List.of("app", "7", "")) {
            assertThat(Substitution.check(program(script), Map.of("x", value)))
                    .as(script)
                    .contains(new InvocationRefusal.ValueNotPassed("x", ReadAgain.Need.VARIABLES_THERE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sudo sh -c 'rm -rf /srv/\"$1\"' _ \"{{x}}\"",
                "sudo -E sh -c 'echo \"{{x}}\"'",
                "su app -c 'echo \"{{x}}\"'",
                "env A=1 sh -c 'echo \"{{x}}\"'",
                "ssh web 'uptime'; echo \"{{x}}\"",
                "sudo systemctl restart \"{{x}}\"",
                "sudo tee /etc/motd <<EOF\n{{x}}\nEOF"
            })
    void whereItsVariableIsItIsPassed(String script) {
        assertThat(Substitution.check(program(script), Map.of("x", "$(touch canary) 'b")))
                .isEmpty();
    }

    @Test
    void onlyTheParameterThatStandsThereIsMeant() {
        assertThat(again("eval \"echo {{ A }}\"; echo {{b}} '{{c}}'\nsh -c \"{{d-1}} {{ACS::InstanceName}}\""))
                .isEqualTo(new ReadAgain(
                        Set.of("a", "d-1", "acs::instancename"), Set.of(), Set.of(), Set.of(), Set.of(), Set.of()));
        var owners = new Substitution.BuiltIns(Map.of("InstanceName", "$(touch canary)"));
        assertThat(Substitution.check(program("eval \"echo {{ACS::InstanceName}}\""), owners))
                .contains(new InvocationRefusal.ValueNotPassed("ACS::InstanceName", ReadAgain.Need.HARMLESS));
        assertThat(Substitution.check(program("echo \"{{ACS::InstanceName}}\""), owners))
                .isEmpty();
    }

    @Test
    void whatIsNoGoodShellIsReadToItsEnd() {
        for (String script : List.of(
                "",
                "'",
                "\"",
                "`",
                "$(",
                "<<",
                "<<EOF",
                "<<EOF\n{{x}}",
                "{{",
                "{{x",
                "\\",
                "((((",
                "))))",
                "$'\\",
                "#",
                "&",
                "<")) {
            assertThat(again(script)).as(script).isEqualTo(ReadAgain.NOTHING);
        }
        assertThat(again("(".repeat(20_000) + "{{x}}").asScript()).contains("x");
    }
}
