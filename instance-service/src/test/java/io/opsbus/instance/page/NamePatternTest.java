package io.opsbus.instance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamePatternTest {
    @Test
    void aStarStandsForAnyText() {
        assertThat(new NamePattern("web-*").matches("web-1")).isTrue();
        assertThat(new NamePattern("*web*").matches("my web server")).isTrue();
        assertThat(new NamePattern("a*b*c").matches("aXbYc")).isTrue();
        assertThat(new NamePattern("a*b*c").matches("ac")).isFalse();
        assertThat(new NamePattern("ab*ba").matches("aba")).isFalse();
        assertThat(new NamePattern("*").matches("")).isTrue();
    }

    @Test
    void allElseStandsForItself() {
        assertThat(new NamePattern("web").matches("web-1")).isFalse();
        assertThat(new NamePattern("w.b").matches("web")).isFalse();
        assertThat(new NamePattern("50%_a!*").like()).isEqualTo("50!%!_a!!%");
    }

    @Test
    void aTokenIsReadAsItWasWrittenAndNothingElseIs() {
        assertThat(PageToken.parse(PageToken.after(42).text())).contains(PageToken.after(42));
        assertThat(PageToken.after(42).number()).contains(42L);
        assertThat(PageToken.parse("")).isEqualTo(Optional.empty());
        assertThat(PageToken.parse("caeba0bbb2be03f84eb48b699f0a4883")).isEmpty();
        assertThat(PageToken.parse("%%%")).isEmpty();
    }
}
