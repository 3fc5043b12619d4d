package io.opsbus.agent.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptFileTest {
    private static final Charset CHINESE = Charset.forName("GBK");
    private static final Charset AMERICAN = Charset.forName("IBM437");
    private static final String MARK = "\uFEFF";

    private static String batch(String script, Charset codePage) {
        return new String(ScriptFile.batch(script.getBytes(UTF_8), codePage), codePage);
    }

    @Test
    void aBatchFileIsQuietAndItsLinesEndAsWindowsEndsThem() {
        assertThat(batch("echo 1\necho 2\r\n\necho 3", AMERICAN))
                .isEqualTo("@echo off\r\necho 1\r\necho 2\r\n\r\necho 3");
    }

    @Test
    void itsLettersAreOfTheCodePageItIsReadIn() {
        assertThat(batch("echo 中文\n", CHINESE)).isEqualTo("@echo off\r\necho 中文\r\n");
    }

    @Test
    void aMarkIsNoPartOfItsFirstCommand() {
        assertThat(batch(MARK + "echo 1", CHINESE)).isEqualTo("@echo off\r\necho 1");
    }

    @Test
    void lettersThePageLacksMakeItChangeThePage() {
        assertThat(new String(ScriptFile.batch("echo 中文".getBytes(UTF_8), AMERICAN), UTF_8))
                .isEqualTo("@echo off\r\n@chcp 65001 >nul\r\necho 中文");
    }

    @Test
    void aScriptThatIsNoUtf8IsOfThePageAlready() {
        byte[] sent = "echo 中文\necho".getBytes(CHINESE);
        assertThat(new String(ScriptFile.batch(sent, CHINESE), CHINESE)).isEqualTo("@echo off\r\necho 中文\r\necho");
        assertThat(ScriptFile.powerShell(sent)).isEqualTo("echo 中文\r\necho".getBytes(CHINESE));
    }

    @Test
    void powerShellReadsUtf8BehindAMark() {
        assertThat(new String(ScriptFile.powerShell("'中文'\n".getBytes(UTF_8)), UTF_8))
                .isEqualTo(MARK + "'中文'\r\n");
        assertThat(new String(ScriptFile.powerShell((MARK + "'中文'").getBytes(UTF_8)), UTF_8))
                .isEqualTo(MARK + "'中文'");
        assertThat(new String(ScriptFile.powerShell("echo 1\n".getBytes(UTF_8)), UTF_8))
                .isEqualTo("echo 1\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "437,   IBM437",
        "850,   IBM850",
        "866,   IBM866",
        "932,   windows-31j",
        "936,   x-mswin-936",
        "949,   x-windows-949",
        "950,   x-windows-950",
        "1252,  windows-1252",
        "65001, UTF-8",
        "0,     UTF-8",
        "99999, UTF-8"
    })
    void aCodePagesNumberNamesACharacterSet(int number, String name) {
        assertThat(CodePage.of(number)).isEqualTo(Charset.forName(name));
    }
}
