package io.opsbus.invocation.passing;

import static io.opsbus.invocation.passing.Attacks.BEHIND;
import static io.opsbus.invocation.passing.Attacks.INDEX;
import static io.opsbus.invocation.passing.Attacks.NO_BLANKS;
import static io.opsbus.invocation.passing.Attacks.WORDS;
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

/**
 * Scripts that authors write, and values that the shell runs in them though they come as a variable (threat 6): each is run with
 * bash, the defence off, and must leave a file called canary behind, and must be refused.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs its scripts with bash")
class AttackedScriptsTest {
    @TempDir
    private Path folder;

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
                Arguments.of("echo 'eval \"{{x}}\"' | sh", WORDS),
                // compound commands
                Arguments.of("{ sh; } <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("if false; then cat; else sh; fi <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("while sh; do break; done <<< \"{{x}}\"", WORDS),
                Arguments.of("for i in 1; do sh; done <<< \"{{x}}\"", WORDS),
                Arguments.of("echo \"{{x}}\" | { cd .; bash; }", WORDS),
                Arguments.of("echo \"{{x}}\" | case a in a) sh;; esac", WORDS),
                Arguments.of("echo \"{{x}}\" | if true; then { sh; } fi", WORDS),
                Arguments.of("echo \"{{x}}\" | { cat | sh; }", WORDS),
                Arguments.of("(cat | sh) <<< \"{{x}}\"", WORDS),
                Arguments.of("{ { sh; } } <<< \"{{x}}\"", WORDS),
                Arguments.of("{ sh; } <<'EOF'\neval \"{{x}}\"\nEOF", WORDS),
                Arguments.of("echo 'eval \"{{x}}\"' | { cd .; sh; }", WORDS),
                Arguments.of("{ echo 'eval \"{{x}}\"'; } | sh", WORDS),
                Arguments.of("(echo 'eval \"{{x}}\"') | sh", WORDS),
                Arguments.of("echo \"$(echo 'eval \"{{x}}\"')\" | sh", WORDS),
                Arguments.of("{ { echo \"{{x}}\"; }; echo true; } | { sh; }", WORDS),
                Arguments.of("f() { echo a; }; if true; then f; echo \"{{x}}\"; fi | sh", WORDS),
                Arguments.of("case a in a) echo \"{{x}}\";; esac | sh", WORDS),
                Arguments.of("{ echo \"{{x}}\"; } > >(sh); sleep 0.2", WORDS),
                // programs in variables, words that functions run
                Arguments.of("run() { \"$@\"; }; run sed -n \"s/a/{{x}}/\" f", "b/;s/.*/touch canary/e;s/a/b"),
                Arguments.of("run() {\n  echo \"+ $*\"\n  \"$@\" || exit 1\n}\nrun eval \"{{x}}\"", WORDS),
                Arguments.of("run() { eval \"$*\"; }; run \"echo {{x}}\"", BEHIND),
                Arguments.of("run() { sh -c \"$1\"; }; run \"echo {{x}}\"", BEHIND),
                Arguments.of("function run { \"$@\"; }; run bash -c \"{{x}}\"", WORDS),
                Arguments.of("echo \"{{x}}\" | $SHELL", WORDS),
                Arguments.of("B=bash; $B -s <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("B=$(command -v bash); \"${B}\" <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("$(which bash) <<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("PY=python3; $PY - <<EOF\n{{x}}\nEOF", "import os;os.system('touch canary')"),
                Arguments.of("S=\"timeout 9\"; $S sed -n \"s/a/{{x}}/\" f", "b/;s/.*/touch canary/e;s/a/b"),
                Arguments.of("env - sed -n \"s/a/{{x}}/\" f", "b/;s/.*/touch canary/e;s/a/b"),
                Arguments.of("chrt -b 0 sed -n \"s/a/{{x}}/\" f", "b/;s/.*/touch canary/e;s/a/b"),
                // numbers that are read, or set elsewhere
                Arguments.of("declare -i n; read -r n <<< \"{{x}}\"", INDEX),
                Arguments.of("declare -i n; printf -v n '%s' \"{{x}}\"", INDEX),
                Arguments.of("declare -i n; : \"${n:={{x}}}\"", INDEX),
                Arguments.of("seen[$(printf '%s' \"{{x}}\")]=1", INDEX),
                Arguments.of("for PS4 in \"{{x}}\"; do set -x; true; done", "$(touch canary)"),
                Arguments.of("bash 0<<EOF\n{{x}}\nEOF", WORDS),
                Arguments.of("bash /dev/fd/3 3<<< \"{{x}}\"", WORDS),
                // between backticks
                Arguments.of("x=`echo \\`eval \"{{x}}\"\\` `", WORDS),
                Arguments.of("y=\"`bash -c \\\"echo {{x}}\\\"`\"", BEHIND),
                Arguments.of("a=`true # x`; eval \"{{x}}\"\nb=`true # y`", WORDS),
                Arguments.of("a=`echo '`; eval \"{{x}}\"; b=`'`", WORDS),
                Arguments.of("a=`eval \\{{x}}`", WORDS),
                // quotes in odd places
                Arguments.of("echo \"${y//'\"'/}\"; eval \"{{x}}\"; echo \"${y//'\"'/}\"", WORDS),
                Arguments.of("echo $(( $(echo \")\" | wc -c) + 1 )); eval \"{{x}}\"", WORDS),
                Arguments.of("echo $(( $(echo \")\" | wc -c) + {{x}} ))", INDEX));
    }

    @ParameterizedTest
    @MethodSource("builtins")
    void whatTheShellReadsAgainIsRefused(String script, String value) throws Exception {
        assertThat(passes(script, value)).as("passes: " + script).isFalse();
        assertThat(runs(folder, script, value)).as("the defence off: " + script).isTrue();
    }
}
