package io.opsbus.command.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "command,   command,       true",
        "command,   commands,      false",
        "command*,  command-1,     true",
        "command*,  a-command,     false",
        "*command,  a-command,     true",
        "*comm*nd*, a-command-1,   true",
        "*a*a,      a,             false",
        "*a*a,      aa,            true",
        "**,        anything,      true",
        "a_c,       abc,           false",
        "a%,        abc,           false",
        "a\\*,      a\\bc,         true",
        "*ab*b,     abb,           true",
        "a*bc*c,    abc,           false",
    })
    void aStarStandsForAnyText(String pattern, String name, boolean expected) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(expected);
    }
}
