package io.opsbus.command.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.parameters.NameFault;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentReaderTest {
    private static final int LIMIT = 18 * 1024;

    private static ContentReader.Reading plain(String content) {
        return ContentReader.read(content, Encoding.PLAIN_TEXT, LIMIT, true);
    }

    private static ContentReader.Reading base64(String content) {
        return ContentReader.read(content, Encoding.BASE64, LIMIT, false);
    }

    private static ContentReader.Usable usable(String script) {
        return new ContentReader.Usable(Script.of(script.getBytes(StandardCharsets.UTF_8)), Parameters.OFF);
    }

    @Test
    void base64IsReadAsWrittenByCommonTools() {
        assertThat(base64("ZWNobyAxMjM=")).isEqualTo(usable("echo 123"));
        assertThat(base64("ZWNobyAxMjM")).as("without padding").isEqualTo(usable("echo 123"));
        assertThat(base64("ZWNo\nbyAx\r\nMjM=\n")).as("in lines").isEqualTo(usable("echo 123"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo 123", "ZWNobyAxMjM= ", "ZWNo byAxMjM=", "ZWNobyAxMjM=x", "_-8=", "é"})
    void whatIsNotBase64IsNeverGuessedAt(String content) {
        assertThat(base64(content)).isEqualTo(new ContentReader.Unusable(new ScriptFault.NotBase64()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "===="})
    void nothingIsNoScript(String content) {
        assertThat(base64(content)).isInstanceOf(ContentReader.Unusable.class);
    }

    @Test
    void plainTextIsTakenAsItIs() {
        assertThat(ContentReader.read("ZWNobyAxMjM= \t\n", Encoding.PLAIN_TEXT, LIMIT, false))
                .isEqualTo(usable("ZWNobyAxMjM= \t\n"));
    }

    @Test
    void aScriptKeepsItsBytesWhateverTheyAre() {
        byte[] bytes = {0, -1, 13, 10, (byte) 0xc3};
        String sent = Base64.getEncoder().encodeToString(bytes);
        assertThat(base64(sent)).isEqualTo(new ContentReader.Usable(Script.of(bytes), Parameters.OFF));
        assertThat(Script.of(bytes).content(Encoding.BASE64)).isEqualTo(sent);
    }

    @Test
    void theLimitIsOnTheBase64FormWhicheverFormWasSent() {
        String longest = "x".repeat(LIMIT / 4 * 3);
        String tooLong = longest + "x";
        var refused = new ContentReader.Unusable(new ScriptFault.TooLong(LIMIT));
        for (boolean encoded : List.of(true, false)) {
            assertThat(read(longest, encoded)).isEqualTo(usable(longest));
            assertThat(read(tooLong, encoded)).isEqualTo(refused);
        }
    }

    private static ContentReader.Reading read(String script, boolean encoded) {
        return encoded
                ? base64(Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)))
                : ContentReader.read(script, Encoding.PLAIN_TEXT, LIMIT, false);
    }

    @Test
    void withTheSwitchParametersAreFoundInTheText() {
        assertThat(plain("tar -cf {{ file }} {{ACS::InstanceId}}"))
                .isEqualTo(new ContentReader.Usable(
                        Script.of("tar -cf {{ file }} {{ACS::InstanceId}}".getBytes(StandardCharsets.UTF_8)),
                        new Parameters(true, List.of("file"))));
        assertThat(plain("{{a b}}"))
                .isEqualTo(new ContentReader.Unusable(new ScriptFault.BadParameter(new NameFault.Bad("a b"))));
    }

    @Test
    void withoutTheSwitchBracesAreText() {
        String script = "docker ps --format '{{.Names}}' {{}}";
        assertThat(ContentReader.read(script, Encoding.PLAIN_TEXT, LIMIT, false))
                .isEqualTo(usable(script));
    }
}
