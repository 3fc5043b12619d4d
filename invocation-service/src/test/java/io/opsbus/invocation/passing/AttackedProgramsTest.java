package io.opsbus.invocation.passing;

import static io.opsbus.invocation.passing.Attacks.BEHIND;
import static io.opsbus.invocation.passing.Attacks.WORDS;
import static io.opsbus.invocation.passing.Attacks.isInstalled;
import static io.opsbus.invocation.passing.Attacks.passes;
import static io.opsbus.invocation.passing.Attacks.runs;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same of values that a program runs which the script gives them to; with real programs, where they are installed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
class AttackedProgramsTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("sed", "sed -i \"s/port=.*/port={{x}}/\" f", "80/;s/.*/touch canary/e;s/a/b"),
                Arguments.of("sed", "sed -n -e p -e \"s/a/{{x}}/p\" f", "b/e;s/.*/touch canary/e;s/a/b"),
                Arguments.of("sed", "sed --expression=\"s/a/{{x}}/\" f", "b/;s/.*/touch canary/e;s/a/b"),
                Arguments.of("sed", "sed -n p \"{{x}}\" f", "-es/.*/touch canary/e"),
                Arguments.of("awk", "awk \"/{{x}}/ {print}\" f", "x/ || system(\"touch canary\") || /y"),
                Arguments.of("awk", "awk -F: -v a=1 \"{print {{x}}}\" f", "system(\"touch canary\")"),
                Arguments.of("watch", "TERM=dumb watch -n 1 -g \"echo {{x}}\"", "; touch canary; exit 0"),
                Arguments.of("flock", "flock f -c \"echo {{x}}\"", BEHIND),
                Arguments.of("flock", "flock f {{x}}", WORDS),
                Arguments.of("script", "script -qc \"echo {{x}}\" /dev/null", BEHIND),
                Arguments.of("make", "make -f - \"V={{x}}\" <<< 'all: ; @true $(V)'", "$(shell touch canary)"),
                Arguments.of("make", "make -f - <<'EOF'\nV := {{x}}\nall: ; @true\nEOF", "$(shell touch canary)"),
                Arguments.of("make", "make \"{{x}}\"", "--eval=$(shell touch canary)"),
                Arguments.of("git", "git -c \"alias.z={{x}}\" z", "!touch canary"),
                Arguments.of("git", "git -c \"{{x}}\" z", "alias.z=!touch canary"),
                Arguments.of("git", "git init -q .; git config alias.z \"{{x}}\"; git z", "!touch canary"),
                Arguments.of(
                        "tar", "tar -cf t.tar --checkpoint=1 \"{{x}}\" f", "--checkpoint-action=exec=touch canary"),
                Arguments.of(
                        "tar", "tar -cf t.tar --checkpoint=1 --checkpoint-action=\"{{x}}\" f", "exec=touch canary"),
                Arguments.of("tar", "tar -I \"{{x}}\" -cf t.tar f", "sh -c 'touch canary;cat'"),
                Arguments.of("find", "find . {{x}}", "-maxdepth 0 -exec touch canary ;"),
                Arguments.of("find", "find . -name f -exec sh -c \"echo {{x}}\" \\;", BEHIND),
                Arguments.of("find", "find . -name f -exec {{x}} \\;", "touch canary"),
                Arguments.of("xargs", "echo \"{{x}}\" | xargs -I@ sh -c \"echo @\"", BEHIND),
                Arguments.of("env", "env -S \"sh -c {{x}}\"", "'touch canary'"),
                Arguments.of("env", "env -S 'sh -c {{x}}'", WORDS),
                Arguments.of("perl", "perl -ne \"print if /{{x}}/\" f", "(?{system \"touch canary\"})"),
                Arguments.of("perl", "perl -i.bak -pe \"s/a/{{x}}/\" f", "b/;system(\"touch canary\");s/x/y"),
                Arguments.of("perl", "perl -ne 'print' \"{{x}}\"", "touch canary|"),
                Arguments.of("perl", "perl -e 'print 1' \"{{x}}\"", "-e;system \"touch canary\""),
                Arguments.of("perl", "perl -Mstrict \"{{x}}\"", "-esystem \"touch canary\""),
                Arguments.of("awk", "awk '/a/' f; awk \"{{x}}\" f", "BEGIN{system(\"touch canary\")}"),
                Arguments.of("xargs", "printf '%s' \"{{x}}\" | xargs -0 sh -c", "touch canary"),
                Arguments.of("sh", "cat > s <<EOF\necho\nEOF\nsh -- s; sh <<EOF\necho {{x}}\nEOF", BEHIND),
                Arguments.of("perl", "PERL5OPT=\"{{x}}\" perl -e 1", "-MPOSIX;system(\"touch\\x20canary\")"),
                Arguments.of("python3", "python3 -c \"print('{{x}}')\"", "');import os;os.system('touch canary');('"),
                Arguments.of("node", "node -p \"'{{x}}'\"", "';require('child_process').execSync('touch canary');'"),
                Arguments.of(
                        "node", "node --eval=\"'{{x}}'\"", "';require('child_process').execSync('touch canary');'"),
                Arguments.of(
                        "node", "node --print \"'{{x}}'\"", "';require('child_process').execSync('touch canary');'"),
                Arguments.of(
                        "sed", "printf 'touch canary' > touchd; chmod +x touchd; sed -n \"{{x}}d\" f", "1e./touch"),
                Arguments.of("sed", "sed -n -f - f <<< \"{{x}}\"", "s/.*/touch canary/e"),
                Arguments.of("sed", "sed -n --file=- f <<< \"{{x}}\"", "s/.*/touch canary/e"),
                Arguments.of("awk", "awk -f - f <<< \"{{x}}\"", "{system(\"touch canary\")}"),
                Arguments.of("sed", "printf '%s' \"{{x}}\" | xargs -0 sed -n p f", "-es/.*/touch canary/e"),
                Arguments.of("bash", "echo \"{{x}}\" | xargs bash", "-c 'touch canary'"),
                Arguments.of("env", "echo \"{{x}}\" | xargs env", WORDS),
                Arguments.of("sudo", "sudo -i <<EOF\ncd '$PWD'; {{x}}\nEOF", "touch /nowhere"),
                Arguments.of("sudo", "sudo -s <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("gdb", "gdb -batch -ex \"{{x}}\"", "shell touch canary"),
                Arguments.of("script", "SHELL=/bin/sh script -q /dev/null <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("newgrp", "newgrp root <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("sg", "sg root -c \"echo {{x}}\"", BEHIND),
                Arguments.of("perl", "perl -e 'while(<>){print}' \"{{x}}\"", "touch canary|"),
                Arguments.of("zip", "zip -q -T -TT \"{{x}}\" a.zip f", "touch canary;true"),
                Arguments.of("tclsh", "tclsh <<< \"puts {{x}}\"", "[exec touch canary]"),
                Arguments.of("ssh", "ssh \"{{x}}\" true", "-oProxyCommand=touch canary"),
                Arguments.of("git", "GIT_SSH_COMMAND=\"{{x}}\" git ls-remote ssh://nowhere.invalid/b", "touch canary;"),
                Arguments.of("dash", "dash -c \"echo {{x}}\"", BEHIND),
                Arguments.of("dash", "dash <<EOF\nalias foo=\"echo {{x}}\"\nfoo\nEOF", BEHIND));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whatProgramsReadAgainIsRefused(String program, String script, String value) throws Exception {
        assertThat(passes(script, value)).as("passes: " + script).isFalse();
        if (isInstalled(program)) {
            assertThat(runs(folder, script, value))
                    .as("the defence off: " + script)
                    .isTrue();
        }
    }
}
