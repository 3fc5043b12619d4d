package io.opsbus.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
    private static final Path SCRIPT = Path.of("/srv/t-1.py");

    private static List<String> words(String text) {
        return Launcher.read(text).orElseThrow().of(SCRIPT);
    }

    /** The first is the contract's own example, the second the vendor's for PowerShell. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`python3 -u {{ACS::ScriptFileName|Ext(\".py\")}}` | python3,-u,/srv/t-1.py | .py",
                "`pwsh -command [Console]::X=1;{{ACS::ScriptFileName|Ext(.ps1)}};exit $Y` | pwsh,-command,[Console]::X=1;/srv/t-1.py;exit,$Y | .ps1",
                "`perl {{ ACS::ScriptFileName | Ext('pl') }} a` | perl,/srv/t-1.py,a | .pl",
                "`ruby -w` | ruby,-w,/srv/t-1.py | ``",
                "`x {{ACS::ScriptFileName}} {{ACS::ScriptFileName}}` | x,/srv/t-1.py,/srv/t-1.py | ``"
            })
    void wordsAndTheExtensionAreRead(String text, String words, String extension) {
        assertThat(words(text)).isEqualTo(List.of(words.split(",", -1)));
        assertThat(Launcher.read(text).orElseThrow().extension()).isEqualTo(extension);
    }

    @Test
    void quotesKeepBlanksTogetherAndNothingElseIsSpecial() {
        assertThat(words("run \"a b\" 'c \"d' e'' '' {{ACS::ScriptFileName}} $(id) `id` ; | > x"))
                .containsExactly("run", "a b", "c \"d", "e", "", "/srv/t-1.py", "$(id)", "`id`", ";", "|", ">", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "a \"b", "   "})
    void whatIsNoCommandLineIsNone(String text) {
        assertThat(Launcher.read(text)).isEmpty();
    }

    @Test
    void anExtensionThatIsAPathIsNone() {
        assertThat(Launcher.read("x {{ACS::ScriptFileName|Ext(\"/../y\")}}")
                        .orElseThrow()
                        .extension())
                .isEmpty();
    }
}
