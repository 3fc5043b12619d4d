package io.opsbus.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HopsTest {
    @Test
    void withoutAHeaderNobodyWasTold() {
        assertThat(Hops.of(Optional.empty())).isEqualTo(Hops.NONE);
        assertThat(Hops.of(Optional.of("0"))).isEqualTo(Hops.NONE);
    }

    @Test
    void asManyAsChainsNeedAreTakenAndNoMore() {
        assertThat(Hops.of(Optional.of("5")).areTooMany()).isFalse();
        assertThat(Hops.of(Optional.of("6")).areTooMany()).isTrue();
    }

    @Test
    void whatIsNoNumberDoesNotBeginAnew() {
        assertThat(Stream.of("", "-1", "+1", " 1", "1,1", "1.0", "1000", "99999999999", "\u0661", "none"))
                .allSatisfy(text ->
                        assertThat(Hops.of(Optional.of(text)).areTooMany()).isTrue());
    }
}
