package io.opsbus.invocation.passing;

import static io.opsbus.invocation.passing.Attacks.INDEX;
import static io.opsbus.invocation.passing.Attacks.passes;
import static io.opsbus.invocation.passing.Attacks.program;
import static io.opsbus.invocation.passing.Attacks.runs;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.work.Substitution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in which any value runs nothing, or a plain one, that are refused none. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
class HonestScriptsTest {
    @TempDir
    private Path folder;

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
                "git commit -m x -- tools/run.py \"{{x}}\"",
                // what goes into a pipe, and what reads what all of it is given
                "echo \"begin {{x}}\"\n{ echo a; echo \"0 1 * * * /opt/run\"; } | cat; { echo true; } | sh",
                "echo \"{{x}}\"; for i in 1; do echo true; done | sh",
                "if true; then echo \"{{x}}\"; fi; while false; do :; done | sh",
                "f() { echo \"$1\"; }; f \"{{x}}\"; { f true; } | sh",
                "while read -r l; do echo \"$l\" | tr a b; sh -c 'true'; done <<< \"{{x}}\"",
                "{ echo true | sh; sh <<< true; cat; } <<< \"{{x}}\"",
                "{ crontab -l; echo a; } <<< \"{{x}}\"",
                // programs in variables, functions
                "log() { echo \"$@\"; }; log \"sed {{x}}\"; log sed \"{{x}}\"",
                "run() { \"$@\"; }; run echo \"{{x}}\"; run sed -n p -- \"{{x}}\"",
                "PY=python3; echo 'print(1)' > p.py; $PY p.py \"{{x}}\"",
                "D=/opt/sh; CMD=\"echo a\"; $CMD \"{{x}}\"; \"$D/run\" -c \"{{x}}\"; echo \"${D}\" \"{{x}}\"",
                "S=; [ -n \"$S\" ] && S=sudo; $S echo \"{{x}}\"",
                // what looks like those that read their input, or calculate
                "declare -i n; read -r m <<< \"{{x}}\"; printf -v m '%s' \"{{x}}\"",
                "declare -A seen; seen[$(printf '%s' a | md5sum)]=\"{{x}}\"; m=\"$(echo \"{{x}}\")\"",
                "printf '%s\\0' \"{{x}}\" | xargs -0 echo; echo \"{{x}}\" | xargs -0 -I@ echo @",
                "printf '%s\\0' -a\"{{x}}\" | xargs -0 nice echo; printf '%s\\0' \"{{x}}\" | xargs -0 sh -c 'echo \"$1\"' _",
                "cat 0<<EOF\n{{x}}\nEOF",
                "sed -f s.sed -- \"{{x}}\"; scp -V ./\"{{x}}\" web:/srv",
                // quotes and parentheses in odd places
                "echo \"${y//'\"'/}\" \"{{x}}\"; echo \"${y#'\"'}\" \"it's {{x}}\"",
                "echo \"${y:-it's}\" \"{{x}}\"",
                "function f { [[ -n \"$1\" && \"{{x}}\" == b ]]; }; f a",
                "echo $(( $(echo \")\" | wc -c) + 1 )) \"{{x}}\"",
                "echo $(( $(echo \"$(echo ')(')\" | wc -c) + 1 )) \"{{x}}\"",
                "echo `# the name` --name \"{{x}}\" img",
                "echo `date # now` \"{{x}}\" \"`echo \"{{x}}\"`\" `echo \\`echo \"{{x}}\"\\``"
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
            assertThat(runs(folder, script, value)).as(script + " of " + value).isFalse();
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

    /** Bytes from 0x80 on mean nothing to a shell. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh web \"echo {{x}}\"",
                "[ {{x}} = a ]",
                "sh -c \"echo {{x}}\"",
                "eval \"echo {{x}}\"",
                "python3 -c \"print('{{x}}')\""
            })
    void aWordOfAnyScriptIsPassedEverywhere(String script) {
        for (String value : List.of("张三", "生产-1", "Größe", "서울", "、《a》")) {
            assertThat(passes(script, value)).as(script + " of " + value).isTrue();
        }
        for (String value : List.of("张三;id", "张 三", "‘a’", "“a”", "–a", "a\u00a0b", "\u200b")) {
            assertThat(passes(script, value)).as(script + " of " + value).isFalse();
        }
    }

    @Test
    void aNumberIsPassedWhereOneIsCalculatedWith() {
        for (String script : List.of(
                "echo $(( {{x}} + 1 ))",
                "echo ${a[{{x}}]}",
                "sed -n \"{{x}}p\" f",
                "sed -n \"{{x}},+{{x}}p;{{x}}q\" f",
                "kill -{{x}} 1")) {
            assertThat(passes(script, "9")).as(script).isTrue();
        }
        assertThat(passes("echo ${s:{{x}}}", "-7")).isTrue();
        assertThat(passes("mysql -p\"{{x}}\" -e 'select 1'", "p$w'd\"")).isTrue();
    }
}
