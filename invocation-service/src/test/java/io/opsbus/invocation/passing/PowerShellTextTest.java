package io.opsbus.invocation.passing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.passing.rereading.ReadAgain;
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
                "node -e \"{{x}}\"",
                "node.exe --eval \"{{x}}\"",
                "py -c \"{{x}}\"",
                "python -W ignore -c \"{{x}}\"",
                "& $env:ComSpec /c \"echo {{x}}\"",
                "& $shell -Command \"echo {{x}}\"",
                "powershell -c 'iex \"{{x}}\"'",
                "'iex \"{{x}}\"' | iex",
                "powershell -Command @'\niex \"{{x}}\"\n'@",
                "\"{{x}}\" | % { iex $_ }",
                "\"{{x}}\" | ForEach-Object { Invoke-Expression \"echo $_\" }",
                "\"{{x}}\" | % { & ([scriptblock]::Create($_)) }",
                "& { iex $args[0] } \"{{x}}\"",
                "Write-Host \"a $(iex \"{{x}}\") b\"",
                "Write-Host \"a $(if (1) { iex \"{{x}}\" })\"",
                "$o = cmd /c \"echo {{x}}\"",
                "[string] $o = & cmd /c \"echo {{x}}\"",
                "return iex \"{{x}}\"",
                "foreach ($i in cmd /c \"dir {{x}}\") { $i }",
                "if ($true) { } iex \"{{x}}\"",
                "try { iex \"{{x}}\" } catch { }",
                "Start-Process cmd.exe -ArgumentList \"/c echo {{x}}\"",
                "Start-Process -FilePath \"C:\\a b\\deploy.bat\" -ArgumentList \"{{x}}\"",
                "docker exec c powershell -c \"{{x}}\"",
                "Get-Date |\n\n  % { \"{{x}}\" }\n\"{{x}}\"\n | iex",
                "$a = @{ CommandLine = \"{{x}}\" }; Invoke-CimMethod -Arguments @{ CommandLine = \"{{x}}\" }",
                ".\\{{x}}.ps1",
                "iex `\n \"{{x}}\""
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
                "& 'C:\\Program Files\\a b.exe' {{x}}",
                "Set-Content \"D:\\mysql\\my.ini\" -Value \"{{x}}\"",
                "Get-Service mysql -ComputerName \"{{x}}\"",
                "Write-Host \"installing ssh for {{x}}\"",
                "Write-Host \"cmd /c {{x}}\" -ForegroundColor Red",
                "Invoke-WebRequest \"{{x}}\" -OutFile C:\\tmp\\a.bat",
                "Copy-Item .\\run.cmd \"D:\\{{x}}\\run.cmd\"",
                "Write-Host \"{{x}} $(cmd /c ver)\"",
                "cmd /c ver | Select-String \"{{x}}\"",
                "$h = @{ Name = \"{{x}}\"; Sed = 1 }",
                "python tool.py -e \"{{x}}\"",
                "python .\\tool.py --conf={{x}} -c \"{{x}}\"",
                "powershell -NoProfile -File .\\a.ps1 -Name \"{{x}}\"",
                "\"{{x}}\" | % { cmd /c ver; Write-Host $_ }",
                "\"{{x}}\".ToUpper(); {{x}}.Trim(); [int]\"{{x}}\"",
                "if (\"{{x}}\" -eq 'a') { cmd /c ver } else { Write-Host \"{{x}}\" }",
                "switch (\"{{x}}\") { 'a' { cmd /c ver } default { \"{{x}}\" } }",
                "function f($n) { Write-Host $n }\nf \"{{x}}\"",
                "$s = Get-Service \"{{x}}\"; if ($s.Status -eq 'Running') { Stop-Service $s }",
                "<# iex {{x}}\n#>\nWrite-Host a#b \"{{x}}\"",
                "powershell -c 'Write-Host \"{{x}}\"'",
                "powershell -Command { Write-Host \"{{x}}\" }",
                "Invoke-Command -ScriptBlock { Write-Host \"{{x}}\" }",
                "Invoke-Command { Write-Host \"{{x}}\" }",
                "Get-Process | Where-Object { $_.Name -like \"*{{x}}*\" } | Stop-Process",
                "Start-Process notepad -ArgumentList \"{{x}}\"",
                "Start-Job { Write-Host \"{{x}}\" }"
            })
    void whatIsPlainlyHarmlessIsPassed(String script) {
        assertThat(isReadAgain(script)).as(script).isFalse();
    }

    /** The other side has no such variable (about_Remote_Variables). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invoke-Command -ComputerName w -ScriptBlock { Remove-Item -Recurse \"D:\\data\\{{x}}\" }",
                "Invoke-Command -ScriptBlock { if (1) { Remove-Item {{x}} } } -ComputerName w",
                "icm w { Remove-Item {{x}} }",
                "Invoke-Command -Session $s { Remove-Item {{x}} }",
                "Get-Content hosts | % { Invoke-Command -HostName $_ -ScriptBlock { Remove-Item {{x}} } }",
                "ssh web 'rm -rf /srv/{{x}}'"
            })
    void whereItsVariableIsNotEveryValueIsRefused(String script) {
        ReadAgain again = ScriptLanguage.POWER_SHELL.readAgain(script.getBytes(UTF_8));
        assertThat(again.lacks("x", "7")).as(script).contains(ReadAgain.Need.VARIABLES_THERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invoke-Command -ComputerName \"{{x}}\" -ScriptBlock { hostname }",
                "Invoke-Command w { param($d) Remove-Item $d } -ArgumentList \"{{x}}\"",
                "$d = \"{{x}}\"; Invoke-Command w { Remove-Item $using:d }"
            })
    void whatIsGivenToTheOtherSideIsPassed(String script) {
        ReadAgain again = ScriptLanguage.POWER_SHELL.readAgain(script.getBytes(UTF_8));
        assertThat(again).as(script).isEqualTo(ReadAgain.NOTHING);
    }

    @Test
    void whatIsNoScriptIsReadToItsEnd() {
        for (String script : new String[] {
            "", "`", "\"", "'", "@'\n", "@\"\n", "(", ")", "}", "#", "\"`", "\"$(", "@{", "&", ".", "${", "<#",
            "@\"\n$("
        }) {
            assertThat(isReadAgain(script)).as(script).isFalse();
        }
    }
}
