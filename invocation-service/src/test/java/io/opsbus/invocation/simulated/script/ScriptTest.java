package io.opsbus.invocation.simulated.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts come to where nothing is run. */
class ScriptTest {
    private static final Scenery PLAIN = Scenery.of("web-1", Map.of());

    private static Performance shell(String script) {
        return Script.play("RunShellScript", script.getBytes(UTF_8), PLAIN);
    }

    private static String output(Performance performance) {
        return new String(performance.bytes(0, performance.parts().size()), UTF_8);
    }

    /** {@code ¶} is the end of a line. */
    private static String lines(String text) {
        return text == null ? "" : text.replace("¶", "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "echo 123 ~ 123¶ ~ 0",
                "echo  two   words ~ two words¶ ~ 0",
                "echo 'a  b' \"c  d\" e\\ f ~ a  b c  d e f¶ ~ 0",
                "echo -n 123 ~ 123 ~ 0",
                "echo -e 'a\\tb' ~ a\tb¶ ~ 0",
                "echo 'a\\tb' ~ a\\tb¶ ~ 0",
                "echo ~ ¶ ~ 0",
                "echo 'first¶second' ~ first¶second¶ ~ 0",
                "printf '%s\\n' one two ~ one¶two¶ ~ 0",
                "printf '%s=%d%%\\n' a 1 b 2 ~ a=1%¶b=2%¶ ~ 0",
                "printf hello ~ hello ~ 0",
                "hostname ~ web-1¶ ~ 0",
                "echo on $HOSTNAME and $(hostname) ~ on web-1 and web-1¶ ~ 0",
                "exit 3 ~ ~ 3",
                "exit 256 ~ ~ 0",
                "exit -1 ~ ~ 255",
                "exit three ~ ~ 2",
                "echo a; exit 7; echo b ~ a¶ ~ 7",
                "false; exit ~ ~ 1",
                "true ~ ~ 0",
                ": ~ ~ 0",
                "false ~ ~ 1",
                "false¶true ~ ~ 0",
                "false && echo no || echo yes ~ yes¶ ~ 0",
                "true && echo yes || echo no ~ yes¶ ~ 0",
                "systemctl restart nginx && echo restarted ~ restarted¶ ~ 0",
                "[ -f /etc/x ] || exit 1 ~ ~ 0",
                "set -e¶false¶echo no ~ ~ 1",
                "set -euo pipefail¶false || true¶echo yes ~ yes¶ ~ 0",
                "false¶echo $? ~ 1¶ ~ 0",
                "# echo no¶echo yes # not this ~ yes¶ ~ 0",
                "#!/bin/bash¶echo yes ~ yes¶ ~ 0",
                "#!/usr/bin/env bash¶echo yes ~ yes¶ ~ 0",
                "#!/usr/bin/python3¶exit(3) ~ ~ 0",
                "NAME=wörld¶echo \"hello $NAME\" '$NAME' ${NAME}s ${NONE:-none} ~ hello wörld $NAME wörlds none¶ ~ 0",
                "export OB_P_user='zhang san'; echo \"${OB_P_user}\" ~ zhang san¶ ~ 0",
                "a=1; a+=2; echo $a ~ 12¶ ~ 0",
                "echo no > /tmp/x; echo yes >&2; echo too 2>/dev/null ~ yes¶too¶ ~ 0",
                "echo no >> /tmp/x ~ ~ 0",
                "echo no &> /tmp/x; echo yes 2>&1 ~ yes¶ ~ 0",
                "cat <<EOF¶exit 3¶EOF¶echo yes ~ yes¶ ~ 0",
                "cat <<-'END' > f¶  exit 3¶  END¶exit 4 ~ ~ 4",
                "if [ -f x ]; then¶exit 3¶else¶echo no¶fi¶echo yes ~ yes¶ ~ 0",
                "for i in 1 2; do echo no; done; echo yes ~ yes¶ ~ 0",
                "case x in¶a) exit 3;;¶(b) exit 4;;¶esac¶echo yes ~ yes¶ ~ 0",
                "f() {¶exit 3¶}¶echo yes ~ yes¶ ~ 0",
                "function f {¶exit 3¶}¶echo yes ~ yes¶ ~ 0",
                "(exit 3)¶echo yes ~ yes¶ ~ 0",
                "while true; do if x; then exit 3; fi; done < file¶exit 5 ~ ~ 5",
                "echo a \\¶  b ~ a b¶ ~ 0",
                "true &&¶  echo yes ~ yes¶ ~ 0",
                "x=$(( 1 + 2 )); y=`date`; echo \"[$x$y]\" ~ []¶ ~ 0",
                "echo 'never closed ~ never closed¶ ~ 0",
                "sudo apt-get install -y nginx ~ ~ 0"
            })
    void linesOfAShell(String script, String output, int code) {
        Performance performance = shell(lines(script));
        assertThat(output(performance)).isEqualTo(lines(output));
        assertThat(performance.exitCode()).isEqualTo(code);
        assertThat(performance.lasts()).isZero();
    }

    @Test
    void linesOfAPipeAreReadByWhatFollows() {
        assertThat(output(shell("echo no | grep no\necho yes"))).isEqualTo("yes\n");
    }

    @ParameterizedTest
    @CsvSource({
        "sleep 5, 5",
        "sleep 0.5; sleep 1, 1.5",
        "sleep 1m 1s, 61",
        "sleep 2h, 7200",
        "sleep 1d, 86400",
        "sleep x, 0",
        "sleep 30 &, 0",
        "sleep infinity, 86400000",
        "sleep 999999999d, 86400000"
    })
    void whatWaitsTakesItsTime(String script, double seconds) {
        assertThat(shell(script).lasts()).isEqualTo(Duration.ofMillis((long) (seconds * 1000)));
    }

    @Test
    void whatIsWrittenBetweenWaitsIsThereThen() {
        Performance performance = shell("echo a; sleep 2; echo b; sleep 3; echo c");
        assertThat(performance.lasts()).isEqualTo(Duration.ofSeconds(5));
        assertThat(performance.writtenBy(Duration.ofMillis(1999))).isEqualTo(1);
        assertThat(performance.writtenBy(Duration.ofSeconds(2))).isEqualTo(2);
        assertThat(new String(performance.bytes(1, 3), UTF_8)).isEqualTo("b\nc\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "@echo off¶echo hello ~ hello¶ ~ 0",
                "echo hello & echo world ~ hello¶world¶ ~ 0",
                "echo.¶echo.x ~ ¶x¶ ~ 0",
                "rem echo no¶:: echo no¶echo yes ~ yes¶ ~ 0",
                "exit /b 3 ~ ~ 3",
                "exit 7¶echo no ~ ~ 7",
                "exit /b -1 ~ ~ -1",
                "hostname ~ web-1¶ ~ 0",
                "set NAME=zhang¶echo %name% on %COMPUTERNAME% ~ zhang on web-1¶ ~ 0",
                "if exist x (¶exit /b 3¶)¶echo yes ~ yes¶ ~ 0",
                "echo no > c:\\x.txt¶echo yes>&2 ~ yes¶ ~ 0",
                "echo no | findstr x ~ ~ 0",
                "ipconfig /all ~ ~ 0"
            })
    void linesOfCmd(String script, String output, int code) {
        Performance performance = Script.play(
                "RunBatScript",
                script.contains("findstr")
                        ? script.getBytes(UTF_8)
                        : lines(script).getBytes(UTF_8),
                PLAIN);
        assertThat(output(performance)).isEqualTo(lines(output).replace("\n", "\r\n"));
        assertThat(performance.exitCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Write-Output \"hello\" ~ hello¶ ~ 0",
                "echo one two ~ one¶two¶ ~ 0",
                "Write-Host one two ~ one two¶ ~ 0",
                "'said' ~ said¶ ~ 0",
                "exit 3 ~ ~ 3",
                "Write-Output a; exit 4; Write-Output b ~ a¶ ~ 4",
                "$name = 'zhang'¶Write-Output \"hello $name on ${env:COMPUTERNAME}\" ~ hello zhang on web-1¶ ~ 0",
                "$name='zhang'; $name ~ zhang¶ ~ 0",
                "if ($x) { exit 3 }¶Write-Output yes ~ yes¶ ~ 0",
                "# Write-Output no¶<# Write-Output¶no #>Write-Output yes ~ yes¶ ~ 0",
                "hostname ~ web-1¶ ~ 0",
                "Get-Service ~ ~ 0",
                "Write-Output 'it''s' ~ it's¶ ~ 0"
            })
    void statementsOfPowerShell(String script, String output, int code) {
        Performance performance =
                Script.play("RunPowerShellScript", lines(script).getBytes(UTF_8), PLAIN);
        assertThat(output(performance)).isEqualTo(lines(output).replace("\n", "\r\n"));
        assertThat(performance.exitCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "RunBatScript, timeout /t 5, 5000",
        "RunBatScript, timeout /t 5 /nobreak, 5000",
        "RunPowerShellScript, Start-Sleep 2, 2000",
        "RunPowerShellScript, Start-Sleep -Seconds 2, 2000",
        "RunPowerShellScript, Start-Sleep -s 2, 2000",
        "RunPowerShellScript, Start-Sleep -Milliseconds 500, 500"
    })
    void windowsWaitsToo(String type, String script, long millis) {
        assertThat(Script.play(type, script.getBytes(UTF_8), PLAIN).lasts()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void tagsSayWhatAScriptComesTo() {
        var scenery = Scenery.of("web-1", Map.of(Scenery.EXIT_CODE, " 42", Scenery.OUTPUT, "告警"));
        Performance performance = Script.play("RunShellScript", "echo 123; sleep 1; exit 3".getBytes(UTF_8), scenery);
        assertThat(performance.exitCode()).isEqualTo(42);
        assertThat(output(performance)).isEqualTo("告警");
        assertThat(performance.lasts()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Scenery.of("web-1", Map.of(Scenery.EXIT_CODE, "many")).exitCode())
                .isEmpty();
    }

    @Test
    void bytesOfAnyEncodingPassThrough() {
        byte[] gbk = "echo \u00d6\u00d0".getBytes(ISO_8859_1);
        Performance performance = Script.play("RunShellScript", gbk, PLAIN);
        assertThat(new String(performance.bytes(0, 1), ISO_8859_1)).isEqualTo("\u00d6\u00d0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=$x$x$x$x$x$x$x$xaaaaaaaaaaaaaaaa\necho $x$x$x$x$x$x\n",
                "echo $(((((((((((((((((((\n",
                "cat <<A <<B <<C\n",
                "((((((((((((((((((((((((((((\n",
                "printf '%s%s%s' a b c d e f g h\n",
                "if while case for { ( \n"
            })
    void whateverItSaysItIsReadWithinBounds(String line) {
        for (String type : new String[] {"RunShellScript", "RunBatScript", "RunPowerShellScript"}) {
            Performance performance =
                    Script.play(type, line.repeat(24 * 1024 / line.length()).getBytes(UTF_8), PLAIN);
            long written = performance.parts().stream()
                    .mapToLong(part -> part.bytes().length)
                    .sum();
            assertThat(written).isLessThanOrEqualTo(Stage.MOST_OUTPUT);
        }
    }

    @Test
    void noTextIsAnError() {
        long seed = Long.getLong("opsbus.seed", new Random().nextLong());
        var random = new Random(seed);
        String letters = "abc \t\n'\"\\$(){}`;&|<>#=%@^-.0123456789echoexitsleep";
        for (int n = 0; n < 3_000; n++) {
            var script = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                script.append(letters.charAt(random.nextInt(letters.length())));
            }
            for (String type : new String[] {"RunShellScript", "RunBatScript", "RunPowerShellScript"}) {
                assertThat(Script.play(type, script.toString().getBytes(UTF_8), PLAIN))
                        .as("-Dopsbus.seed=%d, %s: %s", seed, type, script)
                        .isNotNull();
            }
        }
    }
}
