package io.opsbus.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private final MasterKey first = key(1);
    private final MasterKey second = key(2);
    private final KeyRing before = new KeyRing(first, List.of());
    private final KeyRing after = new KeyRing(second, List.of(first));

    private static MasterKey key(int fill) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) fill;
        return MasterKey.ofBase64(Base64.getEncoder().encodeToString(bytes), new SecureRandom());
    }

    @Test
    void theCurrentKeySealsAndEachOpensItsOwn() throws IOException {
        Sealed old = before.seal("p", "o", "s");

        assertThat(after.open("p", "o", old)).isEqualTo("s");
        assertThat(after.seal("p", "o", "s").key()).contains(second.id());
        assertThat(after.current()).isEqualTo(second.id());
        assertThat(after.ids()).containsExactly(second.id(), first.id());
    }

    @Test
    void whatNamesNoKeyIsTriedWithEach() throws IOException {
        Sealed nameless = MasterKeyTest.nameless(before.seal("p", "o", "s"));

        assertThat(after.open("p", "o", nameless)).isEqualTo("s");
        assertThatThrownBy(() -> new KeyRing(second, List.of(key(3))).open("p", "o", nameless))
                .isInstanceOf(BrokenSeal.class)
                .hasMessage("the sealed p does not open with this master key");
    }

    @Test
    void aKeyThatIsMissingIsNamed() {
        Sealed fresh = after.seal("p", "o", "s");

        assertThatThrownBy(() -> before.open("p", "o", fresh))
                .isInstanceOfSatisfying(
                        MissingKey.class, missing -> assertThat(missing.id()).isEqualTo(second.id()))
                .hasMessageContaining(second.id().text());
    }

    @Test
    void aKeyThatIsThereTwiceIsRefusedByItsName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyRing(first, List.of(second, key(1))))
                .withMessage("the master key " + first.id() + " is there twice");
        assertThat(after.toString()).isEqualTo("KeyRing[" + second.id() + ", " + first.id() + "]");
    }
}
