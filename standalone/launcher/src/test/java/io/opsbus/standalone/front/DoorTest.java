package io.opsbus.standalone.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    @Test
    void withoutSettingsItIsForThisMachineOnly() {
        Door door = Door.of(Map.of());

        assertThat(door).isEqualTo(Door.OF_THIS_MACHINE);
        assertThat(door.isAsked()).isFalse();
        assertThat(door.bind()).isEqualTo("127.0.0.1");
        assertThat(door.certified()).containsExactly("localhost", "127.0.0.1");
    }

    @Test
    void anAddressIsCertifiedByItself() {
        Door door = Door.of(Map.of(Door.ENV_BIND, "10.0.0.5"));

        assertThat(door.isAsked()).isTrue();
        assertThat(door.certified()).containsExactly("localhost", "127.0.0.1", "10.0.0.5");
        assertThat(door.near(18444)).isEqualTo("10.0.0.5:18444");
    }

    @Test
    void allAddressesAreCertifiedByTheNamesGiven() {
        Door door = Door.of(Map.of(Door.ENV_BIND, "0.0.0.0", Door.ENV_NAMES, "Ops.Example, 10.0.0.5,,2001:db8::1"));

        assertThat(door.names()).containsExactly("ops.example", "10.0.0.5", "2001:db8:0:0:0:0:0:1");
        assertThat(door.certified())
                .containsExactly("localhost", "127.0.0.1", "ops.example", "10.0.0.5", "2001:db8:0:0:0:0:0:1");
        assertThat(door.near()).isEqualTo("127.0.0.1");
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() {
        Door door = new Door("2001:db8::1", List.of());

        assertThat(door.isIpv6()).isTrue();
        assertThat(door.near(1)).isEqualTo("[2001:db8:0:0:0:0:0:1]:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void anOpenDoorNobodyHasANameForIsRefused(String bind) {
        assertThatThrownBy(() -> Door.of(Map.of(Door.ENV_BIND, bind))).hasMessageContaining(Door.ENV_NAMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth0", "localhost", "10.0.0.5:18444"})
    void whatIsNoAddressIsRefused(String bind) {
        assertThatThrownBy(() -> Door.of(Map.of(Door.ENV_BIND, bind))).hasMessageContaining(Door.ENV_BIND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.example", "a b", "https://a", "-a", "a..b", "a,dns:b", "ünïcode"})
    void whatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> Door.of(Map.of(Door.ENV_NAMES, name))).hasMessageContaining(Door.ENV_NAMES);
    }
}
