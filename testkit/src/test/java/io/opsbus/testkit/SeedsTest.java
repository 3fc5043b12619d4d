package io.opsbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @AfterEach
    void forget() {
        System.clearProperty("opsbus.seed");
    }

    @Test
    void aGivenSeedIsUsedAndRepeatsTheSameNumbers() {
        System.setProperty("opsbus.seed", "-42");

        assertThat(Seeds.take("a test")).isEqualTo(-42);
        assertThat(Seeds.random("a test").nextLong())
                .isEqualTo(Seeds.random("a test").nextLong());
    }

    @Test
    void withoutOneEverySeedIsFresh() {
        System.clearProperty("opsbus.seed");

        assertThat(Seeds.take("a test")).isNotEqualTo(Seeds.take("a test"));
    }
}
