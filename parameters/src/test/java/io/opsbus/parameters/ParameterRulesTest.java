package io.opsbus.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterRulesTest {
    @Test
    void nothingSaidIsNothingDeclared() {
        assertThat(ParameterRules.read("")).contains(ParameterRules.NONE);
        assertThat(ParameterRules.read("{}")).contains(ParameterRules.NONE);
        assertThat(ParameterRules.NONE.allow("anything", "$(at all)")).isTrue();
    }

    @Test
    void aRuleHoldsForItsParameterInAnyCase() {
        ParameterRules rules = ParameterRules.read(
                        "{\"Mode\":\"Safe\",\"Rules\":{\"User\":{\"Pattern\":\"[a-z]+\"},\"act\":{\"Values\":[\"start\",\"\"]}}}")
                .orElseThrow();
        assertThat(rules.mode()).contains(PassingMode.SAFE);
        assertThat(rules.allow("USER", "zhang")).isTrue();
        assertThat(rules.allow("user", "zhang; id")).isFalse();
        assertThat(rules.allow("act", "start")).isTrue();
        assertThat(rules.allow("act", "")).isTrue();
        assertThat(rules.allow("act", "stop")).isFalse();
        assertThat(rules.allow("other", "any")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "null",
                "{\"Mode\":\"safe\"}",
                "{\"Mode\":1}",
                "{\"mode\":\"Safe\"}",
                "{\"Rules\":[]}",
                "{\"Rules\":{\"a\":{}}}",
                "{\"Rules\":{\"a\":{\"Pattern\":\"(\"}}}",
                "{\"Rules\":{\"a\":{\"Values\":[]}}}",
                "{\"Rules\":{\"a\":{\"Values\":[1]}}}",
                "{\"Rules\":{\"a\":{\"Values\":[\"x\"],\"Pattern\":\"x\"}}}",
                "{\"Rules\":{\"a\":{\"Pattern\":\"x\"},\"A\":{\"Pattern\":\"x\"}}}"
            })
    void whatIsNotUnderstoodIsRefused(String text) {
        assertThat(ParameterRules.read(text)).isEmpty();
    }
}
