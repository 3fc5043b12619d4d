package io.opsbus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.benchmarks.Option.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final List<Option> KNOWN = List.of(
            new Option("rounds", Kind.NUMBER, "2", "rounds"),
            new Option("rates", Kind.NUMBERS, "500,2000", "rates"),
            new Option("quick", Kind.SWITCH, "false", "quick"),
            new Option("results", Kind.PATH, "", "folder"));

    @Test
    void whatIsNotGivenHasItsDefault() {
        Options options = ready();

        assertThat(options.number("rounds")).isEqualTo(2);
        assertThat(options.numbers("rates")).containsExactly(500, 2000);
        assertThat(options.on("quick")).isFalse();
        assertThat(options.path("results")).isEmpty();
    }

    @Test
    void aValueStandsBehindABlankOrAnEqualsSign() {
        Options options = ready("--rounds", "5", "--rates=7", "--quick");

        assertThat(options.number("rounds")).isEqualTo(5);
        assertThat(options.numbers("rates")).containsExactly(7);
        assertThat(options.on("quick")).isTrue();
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(Options.parse(KNOWN, List.of("--round", "5")))
                .isEqualTo(new Options.Parsed.Wrong("unknown option --round"));
    }

    @Test
    void aValueOfTheWrongKindIsRefused() {
        assertThat(Options.parse(KNOWN, List.of("--rounds", "many")))
                .isEqualTo(new Options.Parsed.Wrong("--rounds takes a whole number"));
    }

    @Test
    void aMissingValueIsRefused() {
        assertThat(Options.parse(KNOWN, List.of("--rates")))
                .isEqualTo(new Options.Parsed.Wrong("--rates takes whole numbers with commas"));
    }

    @Test
    void helpCanBeAskedForAnywhere() {
        assertThat(Options.parse(KNOWN, List.of("--rounds", "1", "--help"))).isEqualTo(new Options.Parsed.Help());
    }

    private static Options ready(String... words) {
        return ((Options.Parsed.Ready) Options.parse(KNOWN, List.of(words))).options();
    }
}
