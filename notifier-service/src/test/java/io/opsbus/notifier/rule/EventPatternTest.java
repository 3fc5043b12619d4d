package io.opsbus.notifier.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.ResourceScope;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventPatternTest {
    private static final ResourceScope ALL = new ResourceScope.All();

    private static EventPattern pattern(List<String> levels, List<String> names, List<String> kinds) {
        return new EventPattern("ECS", levels, names, kinds, List.of(), EventPattern.Words.NONE);
    }

    /** So the index finds it where it finds those: under its product and every level, and an event of another product never comes to it. */
    @Test
    void whatIsLeftOutIsTheSameToTheRouterAsWhatSaysEverything() {
        var nothing = pattern(List.of(), List.of(), List.of());
        assertThat(PatternCheck.problem(nothing)).isEmpty();
        assertThat(nothing.compile(ALL))
                .isEqualTo(pattern(List.of("*"), List.of("*"), List.of("*")).compile(ALL));
    }

    @Test
    void anEmptyWordIsNoWordForEverything() {
        var empty = List.of("");
        assertThat(PatternCheck.problem(pattern(empty, List.of(), List.of())))
                .hasValueSatisfying(why -> assertThat(why).startsWith(".LevelList"));
        assertThat(PatternCheck.problem(pattern(List.of(), empty, List.of())))
                .hasValueSatisfying(why -> assertThat(why).startsWith(".NameList"));
        assertThat(PatternCheck.problem(pattern(List.of(), List.of(), empty)))
                .hasValueSatisfying(why -> assertThat(why).startsWith(".EventTypeList"));
    }
}
