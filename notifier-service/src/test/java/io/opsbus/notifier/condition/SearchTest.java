package io.opsbus.notifier.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    private static EventText text(String json) {
        return new EventText(() -> json);
    }

    /** The second column is the event's text; the first sentences are the contract's own samples. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.168.0.1 and Executed                              | {"ip":"192.168.0.1","s":"Executed"}  | true
            192.168.0.1 and Executed                              | {"ip":"192.168.0.1","s":"Avoided"}   | false
            yc1 and (i-23 or Executed1) or Asimulated not 222     | yc1 i-23                             | true
            yc1 and (i-23 or Executed1) or Asimulated not 222     | yc1                                  | false
            yc1 and (i-23 or Executed1) or Asimulated not 222     | asimulated                           | true
            yc1 and (i-23 or Executed1) or Asimulated not 222     | asimulated 222                       | false
            a or b and c                                          | a                                    | true
            a or b and c                                          | b                                    | false
            a b                                                   | b, then a                            | true
            a b                                                   | xx                                   | false
            not a                                                 | x                                    | true
            not (a or b)                                          | b                                    | false
            NOT A AND C                                           | c                                    | true
            "two words"                                           | one two words                        | true
            "two words"                                           | words two                            | false
            android                                               | an android                           | true
            """)
    void aSentenceMeansWhatItSays(String sentence, String json, boolean met) {
        assertThat(Search.parse(sentence).orElseThrow().met(text(json))).isEqualTo(met);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "and", "a and", "or a", "(a", "a)", "()", "not", "a or or b", "\"open", "a and and b"})
    void whatIsNoSentenceIsRefused(String sentence) {
        assertThat(Search.parse(sentence)).isEmpty();
    }

    @Test
    void depthAndLengthHaveBounds() {
        assertThat(Search.parse("(".repeat(200) + "a" + ")".repeat(200))).isEmpty();
        assertThat(Search.parse("not ".repeat(200) + "a")).isEmpty();
        assertThat(Search.parse("a ".repeat(Search.MAX))).isEmpty();
    }

    @Test
    void theTextIsMadeOnceAndOnlyWhenItIsAskedFor() {
        var made = new int[1];
        var text = new EventText(() -> {
            made[0]++;
            return "ABC";
        });
        assertThat(new Condition.Always().met(text)).isTrue();
        assertThat(made[0]).isZero();
        assertThat(new Condition.Holds("AB").met(text)).isTrue();
        assertThat(new Condition.Holds("x").met(text)).isFalse();
        assertThat(made[0]).isEqualTo(1);
    }
}
