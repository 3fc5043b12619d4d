package io.opsbus.invocation.work;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.passing.Passing;
import io.opsbus.parameters.ParameterNames;
import io.opsbus.parameters.Placeholders;
import io.opsbus.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script is said to have as parameters is what values are put in for: nothing between braces vanishes. */
class PlaceholdersOfScriptsTest {
    private static final Substitution.BuiltIns OURS = new Substitution.BuiltIns(Map.of("InstanceId", "<ours>"));
    private static final int SCRIPTS = 20_000;
    private static final List<byte[]> PIECES = List.of(
            utf8("{{"),
            utf8("}}"),
            utf8("{"),
            utf8("}"),
            utf8("a"),
            utf8("B-1"),
            utf8("_c"),
            utf8(" "),
            utf8("\t"),
            utf8("\r\n"),
            utf8("\n"),
            utf8("\u3000"),
            utf8("\u00a0"),
            utf8("\u2003"),
            utf8("\u200b"),
            utf8("\ufeff"),
            utf8("\u212a"),
            utf8("雨"),
            utf8("\ud83d\ude00"),
            utf8("ACS::InstanceId"),
            utf8("oos:x"),
            utf8("{{a}}"),
            utf8("{{\u3000a\u3000}}"),
            utf8("{{ B-1\r\n}}"),
            utf8("{{{a}}}"),
            utf8("{{\u00a0ACS::InstanceId\u3000}}"),
            "\u3000雨".getBytes(Charset.forName("GBK")),
            // GBK characters whose second byte is a brace
            new byte[] {(byte) 0x81, '{'},
            new byte[] {(byte) 0x81, '}'},
            new byte[] {(byte) 0xe3, (byte) 0x80},
            new byte[] {(byte) 0x85},
            new byte[] {(byte) 0xa0});

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static Program program(byte[] script, boolean safe) {
        return new Program(
                CommandType.SHELL, Content.of(script), true, "", "", Duration.ofMinutes(1), new Passing(safe, ""));
    }

    private static byte[] script(SplittableRandom random) {
        var script = new ByteArrayOutputStream();
        for (int n = random.nextInt(12); n >= 0; n--) {
            script.writeBytes(PIECES.get(random.nextInt(PIECES.size())));
        }
        return script.toByteArray();
    }

    /** The script with its parameters put in by hand. */
    private static String expected(byte[] script, UnaryOperator<String> put) {
        var text = new StringBuilder();
        int from = 0;
        for (Placeholders.Placeholder one : Placeholders.in(script)) {
            text.append(new String(script, from, one.from() - from, ISO_8859_1))
                    .append(put.apply(one.name().toLowerCase(Locale.ROOT)));
            from = one.to();
        }
        return text.append(new String(script, from, script.length - from, ISO_8859_1))
                .toString();
    }

    private static String value(String name) {
        return name.startsWith("acs::") ? "<ours>" : "<" + name + ">";
    }

    private static String variable(String name) {
        return name.startsWith("acs::")
                ? "${OB_ACS_instanceid}"
                : "${OB_P_" + name.replace("_", "__").replace("-", "_d") + "}";
    }

    @Test
    void whatIsKnownAsAParameterIsPutInEverywhere() {
        SplittableRandom random = Seeds.random("PlaceholdersOfScriptsTest");
        int named = 0;
        for (int n = 0; n < SCRIPTS; n++) {
            byte[] script = script(random);
            byte[] pasted = Substitution.render(program(script, false), Map.of(), OURS);
            if (!(ParameterNames.read(script) instanceof ParameterNames.Named(var names))) {
                assertThat(Substitution.check(program(script, false), Map.of())).isPresent();
                assertThat(new String(pasted, ISO_8859_1))
                        .as("what can be no parameter does not vanish")
                        .contains("{{");
                continue;
            }
            Map<String, String> values = new HashMap<>();
            names.forEach(name -> values.put(name, value(name.toLowerCase(Locale.ROOT))));
            if (Substitution.check(program(script, false), values).isPresent()) {
                assertThat(new String(script, UTF_8)).contains("oos:x");
                continue;
            }
            named += names.size();
            String shown = new String(script, UTF_8);
            assertThat(new String(Substitution.render(program(script, false), values, OURS), ISO_8859_1))
                    .as(shown)
                    .isEqualTo(expected(script, PlaceholdersOfScriptsTest::value));
            assertThat(new String(Substitution.render(program(script, true), values, OURS), ISO_8859_1))
                    .as(shown)
                    .endsWith(expected(script, PlaceholdersOfScriptsTest::variable)
                            .replaceFirst("^\u00ef\u00bb\u00bf", ""));
        }
        assertThat(named).isGreaterThan(SCRIPTS / 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf /data/{{\u3000dir\u3000}}",
                "rm -rf /data/{{\u00a0dir}}",
                "rm -rf /data/{{dir\u2003}}",
                "rm -rf /data/{{ \u3000\r\n\tdir }}"
            })
    void anyBlankAroundANameIsOne(String script) {
        Program program = program(utf8(script), false);
        assertThat(ParameterNames.read(utf8(script))).isEqualTo(new ParameterNames.Named(List.of("dir")));
        assertThat(Substitution.check(program, Map.of("dir", "old"))).isEmpty();
        assertThat(new String(Substitution.render(program, Map.of("dir", "old"), OURS), UTF_8))
                .isEqualTo("rm -rf /data/old");
    }

    @Test
    void thatHoldsOfBuiltInParametersToo() {
        Program program = program(utf8("echo {{\u3000ACS::InstanceId\u3000}}"), false);
        assertThat(Substitution.check(program, Map.of())).isEmpty();
        assertThat(new String(Substitution.render(program, Map.of(), OURS), UTF_8))
                .isEqualTo("echo <ours>");
    }

    /** Of a release that took what this one would not. */
    @ParameterizedTest
    @ValueSource(strings = {"rm -rf /data/{{a b}}", "rm -rf /data/{{a\u200b}}", "rm /data/{{ACS::Nothing}}"})
    void whatIsNoParameterStaysAsItIs(String script) {
        for (boolean safe : new boolean[] {true, false}) {
            assertThat(new String(Substitution.render(program(utf8(script), safe), Map.of(), OURS), UTF_8))
                    .isEqualTo(script);
        }
    }

    @Test
    void aReferenceToWhatIsNotHereIsOneWhateverItsBlanks() {
        assertThat(Substitution.check(program(utf8("{{\u3000oos:x\u3000}}"), false), Map.of()))
                .contains(new InvocationRefusal.ForeignReference());
    }
}
