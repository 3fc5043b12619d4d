package io.opsbus.rpc.spring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.rpc.identity.OperatorToken;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsOnlyTest {
    private static final String SETTING = "opsbus.sample.operator-token";

    private static OperatorsOnly guard(String token, String bind) {
        return new OperatorsOnly(OperatorToken.orNobodys(token), "/rpc", new OperatorsOnly.Listening(bind, SETTING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", ""})
    void whereOtherMachinesReachItAServiceWithoutATokenDoesNotStart(String bind) {
        assertThatThrownBy(() -> guard("", bind))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(SETTING + " must be set");
        assertThatCode(() -> guard("a token nobody guesses", bind)).isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> guard("a token that nobody will guess", bind)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.9", "::1", "localhost"})
    void onItsOwnMachineItStartsWithoutOne(String bind) {
        assertThatCode(() -> guard("", bind)).doesNotThrowAnyException();
    }
}
