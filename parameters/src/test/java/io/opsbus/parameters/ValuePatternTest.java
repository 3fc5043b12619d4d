package io.opsbus.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuePatternTest {
    private static final String LETTERS = "ab01-_ .";
    private static final String[] PIECES = {
        "a",
        "b",
        ".",
        "\\d",
        "\\w",
        "[ab]",
        "[^a]",
        "[a-b0-9_-]",
        "\\.",
        "-",
        "a*",
        "[ab]+",
        "b?",
        "\\w{2}",
        ".{1,3}",
        "\\d{2,}",
        "[^0-9]*",
        "|"
    };

    private static boolean matches(String pattern, String value) {
        return ValuePattern.read(pattern).orElseThrow().matches(value);
    }

    @ParameterizedTest
    @CsvSource({
        "'[a-z][a-z0-9_-]{0,31}',web_1,true",
        "'[a-z][a-z0-9_-]{0,31}',Web,false",
        "start|stop,stop,true",
        "start|stop,stopped,false",
        "\\d+,12,true",
        "\\d+,'12;id',false",
        "[^;&]*,a b,true",
        "[^;&]*,a;b,false"
    })
    void theWholeValueMatchesOrNothingDoes(String pattern, String value, boolean does) {
        assertThat(matches(pattern, value)).isEqualTo(does);
    }

    @Test
    void aDotIsNoLineEnd() {
        assertThat(matches(".*", "a\nb")).isFalse();
        assertThat(matches("[^x]*", "a\nb")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+",
                "a**",
                "[",
                "[]",
                "a{2",
                "a{3,1}",
                "a{99999}",
                "\\1",
                "\\b",
                "^a$",
                "\\",
                "[a-\\d]",
                "*a",
                "[[:alpha:]]"
            })
    void whatIsNotKnownIsNoPattern(String pattern) {
        assertThat(ValuePattern.read(pattern)).isEmpty();
    }

    @Test
    void itMeansWhatItMeansToJava() {
        var random = new SplittableRandom(7);
        for (int n = 0; n < 20_000; n++) {
            String pattern = text(random, PIECES, 6);
            String value = text(random, LETTERS.split("", -1), 8);
            assertThat(matches(pattern, value))
                    .as(pattern + " of " + value)
                    .isEqualTo(Pattern.compile(pattern).matcher(value).matches());
        }
    }

    private static String text(SplittableRandom random, String[] parts, int most) {
        var text = new StringBuilder();
        for (int n = random.nextInt(most); n > 0; n--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    @Test
    void noPatternTakesLong() {
        assertThat(matches(".*".repeat(90) + "x", "a".repeat(20_000))).isFalse();
    }
}
