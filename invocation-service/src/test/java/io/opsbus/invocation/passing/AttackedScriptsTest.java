package io.opsbus.invocation.passing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Substitution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts that authors write, and values that run something in them though they come as a variable (threat 6): each is run with real
 * programs, the defence off, and must leave a file called canary behind, and must be refused; and uses that are plainly harmless.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
class AttackedScriptsTest {
    private static final String INDEX = "a[$(touch canary)]";
    private static final String NO_BLANKS = "a[$(touch${IFS}canary)]";
    private static final String WORDS = "touch canary";
    private static final String BEHIND = "; touch canary #";

    @TempDir
    private Path folder;

    private static Program program(String script) {
        return new Program(
                CommandType.SHELL, Content.ofText(script), true, "", "", Duration.ofMinutes(1), new Passing(true, ""));
    }

    private static boolean passes(String script, String value) {
        return Substitution.check(program(script), Map.of("x", value)).isEmpty();
    }

    /** Whether the value has run something, and what was written. */
    private boolean runs(String script, String value) throws IOException, InterruptedException {
        byte[] rendered = Substitution.render(program(script), Map.of("x", value), new Substitution.BuiltIns(Map.of()));
        Path file = Files.write(folder.resolve("script"), rendered);
        Files.writeString(folder.resolve("f"), "a\n");
        Process process = new ProcessBuilder("timeout", "10", "bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        process.getOutputStream().close();
        int ignored = process.waitFor();
        return Files.deleteIfExists(folder.resolve("canary"));
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    static Stream<Arguments> builtins() {
        return Stream.of(
                // calculated
                Arguments.of("a=(1 2); echo ${a[{{x}}]}", INDEX),
                Arguments.of("a=(1 2); echo \"${a[{{x}}]}\"", INDEX),
                Arguments.of("s=abc; echo ${s:{{x}}}", INDEX),
                Arguments.of("s=abc; echo \"${s:0:{{x}}}\"", INDEX),
                Arguments.of("set -- 1 2; echo \"${@:{{x}}}\"", INDEX),
                Arguments.of("s=abc\ncat <<EOF\n${s:{{x}}}\nEOF", INDEX),
                Arguments.of("cat <<EOF\n$(( {{x}} ))\nEOF", INDEX),
                Arguments.of("declare -i k={{x}}", INDEX),
                Arguments.of("declare -ri k=\"{{x}}\"", INDEX),
                Arguments.of("typeset -i k={{x}}", INDEX),
                Arguments.of("readonly k; f() { local -i n=\"{{x}}\"; }; f", INDEX),
                Arguments.of("declare -i k; k={{x}}", INDEX),
                Arguments.of("declare -i k; for k in \"{{x}}\"; do :; done", INDEX),
                Arguments.of("RANDOM={{x}}", INDEX),
                Arguments.of("OPTIND={{x}}", INDEX),
                Arguments.of("arr[{{x}}]=1", INDEX),
                Arguments.of("arr[{{x}} + 1]=1", NO_BLANKS),
                Arguments.of("arr=([{{x}}]=1)", INDEX),
                Arguments.of("declare -a arr=([{{x}}]=1)", INDEX),
                Arguments.of("echo $[ {{x}} ]", INDEX),
                Arguments.of("for ((i = 0; i < {{x}}; i++)); do break; done", INDEX),
                Arguments.of("[[ 1 -eq 1 && {{x}} -gt 2 ]]", INDEX),
                Arguments.of("if true && (( {{x}} )); then :; fi", INDEX),
                // names of variables
                Arguments.of("[[ -v {{x}} ]]", INDEX),
                Arguments.of("test -v {{x}}", NO_BLANKS),
                Arguments.of("[ -v \"{{x}}\" ]", INDEX),
                Arguments.of("[ {{x}} ]", "-v " + NO_BLANKS),
                Arguments.of("[ {{x}} = y ]", "-v " + NO_BLANKS + " -o x"),
                Arguments.of("printf -v \"{{x}}\" hi", INDEX),
                Arguments.of("printf \"{{x}}\" a b", "-v" + INDEX),
                Arguments.of("printf {{x}} a b", "-v" + NO_BLANKS),
                Arguments.of("read -r \"{{x}}\" <<< 1", INDEX),
                Arguments.of("a=(1); unset \"a[{{x}}]\"", "$(touch canary)"),
                Arguments.of("declare -A m; unset \"m[{{x}}]\"", "$(touch canary)"),
                Arguments.of("true & wait -n -p \"{{x}}\"", INDEX),
                Arguments.of("declare \"{{x}}=1\"", INDEX),
                Arguments.of("declare {{x}}", "a[$(touch${IFS}canary)]=1"),
                Arguments.of("declare -n r=\"{{x}}\"; echo \"$r\"", INDEX),
                Arguments.of("declare -a arr=\"{{x}}\"", "($(touch canary))"),
                Arguments.of("declare -A arr=\"{{x}}\"", "([$(touch canary)]=1)"),
                Arguments.of("for((i = 0; i < {{x}}; i++)); do break; done", INDEX),
                Arguments.of("printf -v \"a[{{x}}]\" hi", INDEX),
                Arguments.of("f() { local -n r=\"{{x}}\"; echo \"$r\"; }; f", INDEX),
                // a script, or the name of a command
                Arguments.of("{{x}}", WORDS),
                Arguments.of("if true; then {{x}}; fi", WORDS),
                Arguments.of("true && {{x}}", WORDS),
                Arguments.of("echo \"$({{x}})\"", WORDS),
                Arguments.of("coproc {{x}}; wait", WORDS),
                Arguments.of("env A=1 {{x}}", WORDS),
                Arguments.of("timeout 5 {{x}}", WORDS),
                Arguments.of("nohup nice -n 1 {{x}}", WORDS),
                Arguments.of("echo canary2 | xargs {{x}}", WORDS),
                Arguments.of("case a in a) {{x}};; esac", WORDS),
                Arguments.of("case a in\n b) : ;;\n (a) {{x}} ;;\nesac", WORDS),
                Arguments.of("f() { {{x}}; }; f", WORDS),
                Arguments.of("f ()\n{\n  eval \"{{x}}\"\n}\nf", WORDS),
                Arguments.of("function f { eval \"{{x}}\"; }; f", WORDS),
                Arguments.of("for i in 1; do eval \"{{x}}\"; done", WORDS),
                Arguments.of("arr=(eval); true; eval \"{{x}}\"", WORDS),
                Arguments.of("echo $((1<<2)); eval \"{{x}}\"", WORDS),
                Arguments.of("echo \"${v#a}\" ${#v} $#; eval \"{{x}}\"", WORDS),
                Arguments.of("echo a#b; eval \"{{x}}\"", WORDS),
                Arguments.of("[[ a < b || (a == b) ]] && eval \"{{x}}\"", WORDS),
                Arguments.of("x2=$(case a in a) echo 1;; esac); eval \"{{x}}\"", WORDS),
                Arguments.of("cat <<A; eval \"{{x}}\"\n'\nA", WORDS),
                Arguments.of("echo \"a 'b\" 'c \"d' \\\" ; eval \"{{x}}\"", WORDS),
                Arguments.of("eval \"eval \\\"\\{{x}}\\\"\"", WORDS),
                Arguments.of("eval eval \\{{x}}", WORDS),
                Arguments.of("ev\\\nal \"{{x}}\"", WORDS),
                Arguments.of("e'v'\"al\" \"{{x}}\"", WORDS),
                Arguments.of("\\eval \"{{x}}\"; command eval \"{{x}}\"; time -p eval \"{{x}}\"", WORDS),
                Arguments.of("cat <<'END OF'\n\"\nEND OF\neval \"{{x}}\"", WORDS),
                Arguments.of("cat <<EOF\n EOF\n'\nEOF\neval \"{{x}}\"", WORDS),
                Arguments.of("if [[ a == a ]]; then eval \"{{x}}\"; fi", WORDS),
                Arguments.of("coproc C { eval \"{{x}}\"; }; wait", WORDS),
                Arguments.of("$SHELL -c \"{{x}}\"", WORDS),
                Arguments.of("\"$(command -v bash)\" -c \"{{x}}\"", WORDS),
                Arguments.of("bash --norc -c -e \"{{x}}\"", WORDS),
                Arguments.of("bash --rcfile /dev/null -c \"{{x}}\"", WORDS),
                Arguments.of("bash -co pipefail \"{{x}}\"", WORDS),
                Arguments.of("bash \"{{x}}\" 'touch canary'", "-c"),
                Arguments.of("trap -- \"{{x}}\" EXIT", WORDS),
                Arguments.of("shopt -s expand_aliases\nalias ll=\"echo {{x}}\"\nll", BEHIND),
                Arguments.of("compgen -W \"{{x}}\"", "$(touch canary)"),
                Arguments.of("mapfile -C \"{{x}}\" -c 1 q <<< 1", "touch canary;"),
                Arguments.of("PS4=\"{{x}}\"; set -x; true", "$(touch canary)"),
                Arguments.of("export PS4=\"{{x}}\"; set -x; true", "$(touch canary)"),
                Arguments.of("BASH_ENV=\"{{x}}\" bash -c true", "$(touch canary)"),
                Arguments.of(". <(echo \"{{x}}\")", WORDS),
                Arguments.of("source /dev/stdin <<< \"{{x}}\"", WORDS),
                Arguments.of("bash <(echo \"{{x}}\")", WORDS),
                Arguments.of("bash < <(echo \"{{x}}\")", WORDS),
                Arguments.of("echo \"{{x}}\" | sh", WORDS),
                Arguments.of("sh -c 'sh -s' <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("sh -c 'cat | sh' <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("echo \"{{x}}\" | bash -c 'source /dev/stdin'", WORDS),
                Arguments.of("$NOTHING eval \"{{x}}\"", WORDS),
                Arguments.of("[[ $(echo \"{{x}}\") -eq 0 ]]", INDEX),
                Arguments.of("[[ $(cat <<< \"{{x}}\") -eq 0 ]]", INDEX),
                Arguments.of("echo $(( $(echo \"{{x}}\") + 1 ))", INDEX),
                Arguments.of("echo $(( $(sh -c 'echo \"{{x}}\"') + 1 ))", INDEX),
                Arguments.of("echo $(( $(eval \"{{x}}\" | wc -l) + 1 ))", WORDS),
                Arguments.of("(( $(date \"+{{x}}\") > 1 ))", INDEX),
                Arguments.of("echo \"{{x}}\" | tee copy | bash -s a", WORDS),
                Arguments.of("{ echo true; echo \"{{x}}\"; } | sh", WORDS),
                Arguments.of("(echo \"{{x}}\") | sh", WORDS),
                Arguments.of("for i in 1; do echo \"{{x}}\"; done | sh", WORDS),
                Arguments.of("echo \"{{x}}\" | { sh; }", WORDS),
                Arguments.of("echo \"{{x}}\" | (sh)", WORDS),
                Arguments.of("echo \"{{x}}\" | tee >(sh) >/dev/null; sleep 0.2", WORDS),
                Arguments.of("echo \"{{x}}\" > >(sh); sleep 0.2", WORDS),
                Arguments.of("cat <<EOF | sh\necho '{{x}}'\nEOF", "'; touch canary; '"),
                Arguments.of("echo 'eval \"{{x}}\"' | sh", WORDS));
    }

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
                Arguments.of("tclsh", "tclsh <<< \"puts {{x}}\"", "[exec touch canary]"),
                Arguments.of("ssh", "ssh \"{{x}}\" true", "-oProxyCommand=touch canary"),
                Arguments.of("git", "GIT_SSH_COMMAND=\"{{x}}\" git ls-remote ssh://nowhere.invalid/b", "touch canary;"),
                Arguments.of("dash", "dash -c \"echo {{x}}\"", BEHIND),
                Arguments.of("dash", "dash <<EOF\nalias foo=\"echo {{x}}\"\nfoo\nEOF", BEHIND));
    }

    @ParameterizedTest
    @MethodSource("builtins")
    void whatTheShellReadsAgainIsRefused(String script, String value) throws Exception {
        assertThat(passes(script, value)).as("passes: " + script).isFalse();
        assertThat(runs(script, value)).as("the defence off: " + script).isTrue();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whatProgramsReadAgainIsRefused(String program, String script, String value) throws Exception {
        assertThat(passes(script, value)).as("passes: " + script).isFalse();
        if (isInstalled(program)) {
            assertThat(runs(script, value)).as("the defence off: " + script).isTrue();
        }
    }

    /** What a value of any characters is good for, and runs nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "systemctl is-active \"{{x}}\"",
                "echo {{x}}",
                "x={{x}}; export y=\"{{x}}\"; local z={{x}}; readonly r=\"a {{x}}\"",
                "declare v=\"{{x}}\"; declare -r w={{x}}; declare -a l=(\"{{x}}\" b); l+=({{x}}); echo \"${l[@]}\"",
                "declare -A m; k=\"{{x}}\"; m[$k]=\"{{x}}\"; echo \"${m[$k]}\"",
                "echo \"${v:-{{x}}}\" \"${v:={{x}}}\" \"${v/a/\"{{x}}\"}\" \"${v%\"{{x}}\"}\"",
                "[ \"{{x}}\" = a ] || [ -n \"{{x}}\" ] && [[ {{x}} == \"b\" && $# -eq 0 ]]",
                "[[ -z {{x}} || \"{{x}}\" =~ ^(a|b)$ ]]",
                "case {{x}} in a|b) echo 1;; *) echo \"{{x}}\";; esac",
                "case a in \"{{x}}\"|{{x}}) echo 1;; esac",
                "for i in {{x}} \"{{x}}\"; do echo \"$i\"; done",
                "while read -r l; do echo \"$l\"; done <<< \"{{x}}\"",
                "f() { echo \"$1\"; }; f \"{{x}}\"",
                "( cd /tmp && ls -d \"./{{x}}\" )",
                "if grep -q -- \"{{x}}\" f; then :; fi",
                "sh -c 'echo \"$1\"' _ \"{{x}}\"",
                "sh -c \"echo \\\"\\{{x}}\\\"\"",
                "bash --norc ./f2 \"{{x}}\"",
                "echo \"{{x}}\" | ssh -V host cat",
                "bash -o pipefail -c 'echo \"$1\"' _ \"{{x}}\"",
                "bash -s -- \"{{x}}\" <<'EOF'\necho \"$1\"\nEOF",
                "echo \"{{x}}\" | bash -c 'cat'",
                "echo \"echo 1\" | sh -s -- \"{{x}}\"",
                "echo \"{{x}}\" | awk '{print $1}'",
                "echo \"{{x}}\" | sed 's/a/b/' | sort | xargs -0 echo",
                "echo \"{{x}}\" | python3 -c 'import sys; sys.stdin.read()'",
                "awk -v p=\"{{x}}\" '$1 == p' f",
                "awk '{print $1}' ./f \"./{{x}}\"",
                "printf '%s\\n' \"{{x}}\"; printf -- \"{{x}}\" a",
                "read -r -p \"{{x}}\" v < f",
                "command -v \"{{x}}\"",
                "timeout 5 echo \"{{x}}\"; nice -n 1 echo {{x}}",
                "xargs -n 1 echo \"{{x}}\" < f",
                "sed -n 's/a/b/p' -- \"{{x}}\"",
                "find . -name \"a{{x}}\"",
                "tar -cf t.tar -C \"{{x}}\" f",
                "python3 -c 'import sys; print(sys.argv[1])' \"{{x}}\"",
                "node -e 'console.log(process.argv[1])' -- \"{{x}}\"",
                "perl -e 'print $ARGV[0]' \"{{x}}\"",
                "echo \"{{x}}\" > out 2>&1; cat < f; rm -f out",
                "echo \"$(printf '%s' \"{{x}}\" | wc -c)\"",
                "cat <<EOF\nhello {{x}} $(date) ${HOME}\nEOF",
                "arr=(1 2); echo \"${arr[0]}\" \"{{x}}\"; n=$((1 + 2)); echo $n {{x}}",
                "# eval {{x}}\necho a # sh -c {{x}}\necho \"{{x}}\"",
                "git -C . commit -m \"{{x}}\" --allow-empty",
                "curl -s -H \"X-Name: {{x}}\" -d \"{{x}}\" --connect-timeout 1 file:///dev/null",
                "echo \"{{x}}\" | sh -c 'cat > /dev/null; which bash'",
                "$NOTHING echo \"{{x}}\"",
                "docker exec db ls \"{{x}}\"",
                "docker run --rm img echo \"{{x}}\"",
                // what is only counted
                "[ $(grep -c \"{{x}}\" /etc/hosts) -eq 0 ] && echo 1",
                "[[ $(grep -c \"{{x}}\" f) -eq 0 ]] && echo 1",
                "[[ $(curl -s -o /dev/null -w '%{http_code}' \"{{x}}\") -eq 200 ]] && echo 1",
                "[ \"$(pgrep -c -f \"a{{x}}\")\" -gt 99 ] && echo 1",
                "age=$(( $(date +%s) - $(stat -c %Y \"{{x}}\") ))",
                "(( $(wc -l < \"{{x}}\") > 100 ))",
                "n=$(( $(printf '%s' \"{{x}}\" | wc -c) + 1 )); echo $n",
                "[ \"{{x}}\" -gt 1 ]",
                "exit $(grep -c \"{{x}}\" f)",
                "n=$((cd /tmp; ls \"{{x}}\") | wc -l); echo $n",
                // the name of an interpreter that is a word
                "echo useradd -m -s /bin/bash -c \"{{x}}\" \"{{x}}\"",
                "echo \"{{x}}\" | grep -q node",
                "echo \"{{x}}\" | grep /bin/bash",
                "docker run -d --name node -e \"MOTD={{x}}\" img",
                "echo \"{{x}}\" | docker login r --password-stdin -u node",
                "tee ./python <<EOF\n{{x}}\nEOF",
                "npm run build -- --title=\"{{x}}\"",
                "git clone file:///nowhere/webhook.git \"a{{x}}\"",
                "git remote add proxy \"a{{x}}\"",
                "git commit -m x -- tools/run.py \"{{x}}\""
            })
    void whatIsPlainlyHarmlessIsPassed(String script) throws Exception {
        for (String value : List.of(
                "$(touch canary)",
                "`touch canary`",
                "; touch canary;",
                "'; touch canary; '",
                "\"; touch canary; \"",
                "\ntouch canary\n",
                INDEX,
                "a b\tc",
                "it's 5 o'clock")) {
            assertThat(Substitution.check(program(script), Map.of("x", value)))
                    .as(script + " of " + value)
                    .isEmpty();
            assertThat(runs(script, value)).as(script + " of " + value).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 1; systemctl restart {{x}}.service",
                "sudo -u {{x}} id",
                "ssh -p 22 {{x}} uptime",
                "docker exec {{x}} ls",
                "sed -i \"s/a/{{x}}/\" f",
                "/opt/tools/{{x}}/run.sh",
                "sh ./{{x}}.sh",
                "mysql -h localhost -u root -D {{x}} -e 'select 1'"
            })
    void aPlainNameIsPassedEverywhere(String script) {
        assertThat(passes(script, "web-1.example:80/a_b@c")).as(script).isTrue();
        assertThat(passes(script, "7")).as(script).isTrue();
    }

    @Test
    void aNumberIsPassedWhereOneIsCalculatedWith() {
        for (String script :
                List.of("echo $(( {{x}} + 1 ))", "echo ${a[{{x}}]}", "sed -n \"{{x}}p\" f", "kill -{{x}} 1")) {
            assertThat(passes(script, "9")).as(script).isTrue();
        }
        assertThat(passes("echo ${s:{{x}}}", "-7")).isTrue();
        assertThat(passes("mysql -p\"{{x}}\" -e 'select 1'", "p$w'd\"")).isTrue();
    }
}
