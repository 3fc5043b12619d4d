package io.opsbus.invocation.passing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where PowerShell, or what it starts, reads a value again; no PowerShell runs here: what it does is its documentation's word. */
class PowerShellTextTest {
    private static boolean isReadAgain(String script) {
        return ScriptLanguage.POWER_SHELL
                .readAgain(script.getBytes(UTF_8))
                .asScript()
                .contains("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cmd /c \"echo {{x}}\"",
                "& cmd.exe /c \"echo {{x}}\"",
                "Invoke-Expression \"echo {{x}}\"",
                "\"echo {{x}}\" | iex",
                "\"echo {{x}}\" |\n  Invoke-Expression",
                "iex (\n  \"echo {{x}}\"\n)",
                "iex @\"\necho {{x}}\n\"@",
                "if ($true) { iex \"{{x}}\" }",
                "powershell -Command \"echo {{x}}\"",
                "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -c \"{{x}}\"",
                "pwsh -c \"{{x}}\"",
                "[scriptblock]::Create(\"{{x}}\").Invoke()",
                "$ExecutionContext.InvokeCommand.ExpandString(\"{{x}}\")",
                "Add-Type -TypeDefinition \"{{x}}\"",
                "& {{x}}",
                "& \"{{x}}\"",
                ". {{x}}",
                "& \"C:\\tools\\{{x}}\\run.exe\"",
                ".\\deploy.bat {{x}}",
                "schtasks /create /tn a /tr \"{{x}}\"",
                "ssh host \"{{x}}\"",
                "bash -c \"{{x}}\"",
                "python -c \"print('{{x}}')\"",
                "node -e \"{{x}}\""
            })
    void whatReadsItIsKnown(String script) {
        assertThat(isReadAgain(script)).as(script).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write-Host {{x}}",
                "Write-Host \"a {{x}}\"; cmd /c ver",
                "cmd /c ver\nWrite-Host {{x}}",
                "function f { cmd /c ver }\nWrite-Host {{x}}",
                "iex '{{x}}'",
                "iex @'\n{{x}}\n'@",
                "# iex {{x}}\nWrite-Host \"`\"{{x}}\"",
                "$cmd = {{x}}",
                "Get-Service -Name {{x}} | Restart-Service",
                "python .\\tool.py {{x}}",
                "Set-Content -Path a.txt -Value {{x}}",
                "& .\\tool.exe {{x}}",
                "& 'C:\\Program Files\\a b.exe' {{x}}"
            })
    void whatIsPlainlyHarmlessIsPassed(String script) {
        assertThat(isReadAgain(script)).as(script).isFalse();
    }

    @Test
    void whatIsNoScriptIsReadToItsEnd() {
        for (String script : new String[] {"", "`", "\"", "'", "@'\n", "@\"\n", "(", ")", "}", "#", "\"`"}) {
            assertThat(isReadAgain(script)).as(script).isFalse();
        }
    }
}
