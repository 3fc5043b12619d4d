package io.opsbus.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HomePageTest {
    @Test
    void portsAreFilledInAndTheStyleIsAllowedByItsHash() {
        HomePage page = HomePage.of("<style>a{}</style>{{event}}", Map.of("event", 18081));
        assertThat(page.html()).isEqualTo("<style>a{}</style>18081");
        assertThat(page.contentSecurityPolicy())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
    }

    @Test
    void aPortThePageNamesMustBeKnown() {
        assertThatIllegalArgumentException().isThrownBy(() -> HomePage.of("<style></style>{{x}}", Map.of()));
    }
}
