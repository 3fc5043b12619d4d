package io.opsbus.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "full      | 2014-05-26 | READ  | true",
                "full      | 2014-05-26 | WRITE | true",
                "full      | 2015-06-12 | WRITE | true",
                "read-only | 2014-05-26 | READ  | true",
                "read-only | 2014-05-26 | WRITE | false",
                "read-only | 2019-06-01 | WRITE | false",
                "ecs       | 2014-05-26 | WRITE | true",
                "ecs       | 2019-01-01 | READ  | false",
                "ecs,cms   | 2019-01-01 | WRITE | true",
                "ecs,cms   | 2019-06-01 | READ  | false",
                "ecs       | 2015-06-12 | READ  | false",
            })
    void aPolicyAllowsByVersionAndByWhatTheActionDoes(String policy, String version, Access access, boolean allowed) {
        assertThat(Policy.parse(policy).orElseThrow().allows(version, access)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "read-only", "ecs", "ecs,cms,oos"})
    void aPolicyIsWrittenAsItIsRead(String word) {
        assertThat(Policy.parse(word).orElseThrow().word()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "Full", "ecs,", ",", "ecs,full", "ecs, cms", "read-only,ecs", "all"})
    void anythingElseIsNoPolicyAndNeverAWiderOne(String word) {
        assertThat(Policy.parse(word)).isEmpty();
    }

    @Test
    void noProductsIsNoPolicy() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Policy.Products(Set.of()));
    }
}
