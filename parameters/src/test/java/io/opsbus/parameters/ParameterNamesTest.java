package io.opsbus.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.parameters.ParameterNames.Faulty;
import io.opsbus.parameters.ParameterNames.Named;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterNamesTest {
    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("tar -cf $OF {{file}}", List.of("file")),
                Arguments.of("{{a}}{{b}} {{a}}", List.of("a", "b")),
                Arguments.of("{{ File-1_x\n}} {{FILE-1_X}}", List.of("File-1_x")),
                Arguments.of("{{\u3000a\u00a0}} {{\u2003a\r\n}} {{\u3000ACS::InstanceId\u3000}}", List.of("a")),
                Arguments.of("echo ${a} { {b}} {{c} } {{", List.of()),
                Arguments.of("no parameter", List.of()),
                Arguments.of("{{ACS::InstanceId}} {{ACS::CommandId}} {{x}}", List.of("x")),
                Arguments.of("{{oos:db/host}} {{oos-secret:pass.word}} {{x}}", List.of("x")),
                Arguments.of("{{" + "n".repeat(64) + "}}", List.of("n".repeat(64))),
                Arguments.of(
                        numbered(20),
                        IntStream.range(0, 20).mapToObj(n -> "p" + n).toList()));
    }

    private static ParameterNames.Reading read(String script) {
        return ParameterNames.read(script.getBytes(StandardCharsets.UTF_8));
    }

    private static String numbered(int count) {
        return IntStream.range(0, count).mapToObj(n -> "{{p" + n + "}}").collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @MethodSource("names")
    void parametersAreFoundInTheText(String script, List<String> names) {
        assertThat(read(script)).isEqualTo(new Named(names));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("echo {{}}", new NameFault.Empty()),
                Arguments.of("echo {{ \n }}", new NameFault.Empty()),
                Arguments.of("{{.Names}}", new NameFault.Bad(".Names")),
                Arguments.of("{{a b}}", new NameFault.Bad("a b")),
                Arguments.of("{{{a}}}", new NameFault.Bad("{a")),
                Arguments.of("{{文件}}", new NameFault.Bad("文件")),
                Arguments.of("{{\u3000}}", new NameFault.Empty()),
                Arguments.of("{{a\u3000b}}", new NameFault.Bad("a\u3000b")),
                Arguments.of("{{a\u200b}}", new NameFault.Bad("a\u200b")),
                Arguments.of("{{ACS::Nothing}}", new NameFault.Bad("ACS::Nothing")),
                Arguments.of("{{acs::RegionId}}", new NameFault.Bad("acs::RegionId")),
                Arguments.of("{{oos:a b}}", new NameFault.Bad("oos:a b")),
                Arguments.of("{{" + "n".repeat(65) + "}}", new NameFault.TooLong("n".repeat(65), 64)),
                Arguments.of(numbered(21), new NameFault.TooMany(20)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aNameThatCannotBeIsAFault(String script, NameFault fault) {
        assertThat(read(script)).isEqualTo(new Faulty(fault));
    }

    @Test
    void aScriptOfBracesAloneIsReadInOnePass() {
        assertThat(read("{".repeat(13_000))).isInstanceOf(Named.class);
        assertThat(read("{{".repeat(6_000) + "}}")).isInstanceOf(Faulty.class);
        assertThat(read("{{a}}".repeat(2_700))).isInstanceOf(Named.class);
    }
}
