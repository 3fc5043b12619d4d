package io.opsbus.command.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("tar -cf $OF {{file}}", List.of("file")),
                Arguments.of("{{a}}{{b}} {{a}}", List.of("a", "b")),
                Arguments.of("{{ File-1_x\n}} {{FILE-1_X}}", List.of("File-1_x")),
                Arguments.of("echo ${a} { {b}} {{c} } {{", List.of()),
                Arguments.of("no parameter", List.of()),
                Arguments.of("{{ACS::InstanceId}} {{ACS::CommandId}} {{x}}", List.of("x")),
                Arguments.of("{{oos:db/host}} {{oos-secret:pass.word}} {{x}}", List.of("x")),
                Arguments.of("{{" + "n".repeat(64) + "}}", List.of("n".repeat(64))),
                Arguments.of(
                        numbered(20),
                        IntStream.range(0, 20).mapToObj(n -> "p" + n).toList()));
    }

    private static String numbered(int count) {
        return IntStream.range(0, count).mapToObj(n -> "{{p" + n + "}}").collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @MethodSource("names")
    void parametersAreFoundInTheText(String script, List<String> names) {
        assertThat(plain(script))
                .isEqualTo(new ContentReader.Usable(
                        Script.of(script.getBytes(StandardCharsets.UTF_8)), new Parameters(true, names)));
    }

    @Test
    void withoutTheSwitchBracesAreText() {
        String script = "docker ps --format '{{.Names}}' {{}}";
        assertThat(ContentReader.read(script, Encoding.PLAIN_TEXT, LIMIT, false))
                .isEqualTo(usable(script));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("echo {{}}", new ScriptFault.EmptyParameterName()),
                Arguments.of("echo {{ \n }}", new ScriptFault.EmptyParameterName()),
                Arguments.of("{{.Names}}", new ScriptFault.BadParameterName(".Names")),
                Arguments.of("{{a b}}", new ScriptFault.BadParameterName("a b")),
                Arguments.of("{{{a}}}", new ScriptFault.BadParameterName("{a")),
                Arguments.of("{{文件}}", new ScriptFault.BadParameterName("文件")),
                Arguments.of("{{ACS::Nothing}}", new ScriptFault.BadParameterName("ACS::Nothing")),
                Arguments.of("{{acs::RegionId}}", new ScriptFault.BadParameterName("acs::RegionId")),
                Arguments.of("{{oos:a b}}", new ScriptFault.BadParameterName("oos:a b")),
                Arguments.of("{{" + "n".repeat(65) + "}}", new ScriptFault.ParameterNameTooLong(64)),
                Arguments.of(numbered(21), new ScriptFault.TooManyParameters(20)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aNameThatCannotBeIsRefused(String script, ScriptFault fault) {
        assertThat(plain(script)).isEqualTo(new ContentReader.Unusable(fault));
    }

    @Test
    void aScriptOfBracesAloneIsReadInOnePass() {
        assertThat(plain("{".repeat(13_000))).isInstanceOf(ContentReader.Usable.class);
        assertThat(plain("{{".repeat(6_000) + "}}")).isInstanceOf(ContentReader.Unusable.class);
        assertThat(plain("{{a}}".repeat(2_700))).isInstanceOf(ContentReader.Usable.class);
    }
}
