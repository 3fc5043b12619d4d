package io.opsbus.rpc.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.reply.Format;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class InternalKeyTest {
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00.123Z");
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Identity WHO = new Identity(
            "1690700000000030",
            "OBkey",
            new ActionName("2014-05-26", "StopInstance"),
            "4C467B38-3910-447D-87BC-AC049166F216",
            "gateway.example:18080/:%",
            Format.XML,
            "2001:db8::1",
            NOW);
    private static final byte[] BODY = "InstanceId=i-1".getBytes(UTF_8);

    @Test
    void whatIsSignedIsBelieved() {
        assertThat(KEY.verify(KEY.sign(WHO, BODY), BODY, NOW)).contains(WHO);
    }

    @Test
    void howOftenItWasToldIsSignedToo() {
        var told = new Identity(
                WHO.accountId(),
                WHO.accessKeyId(),
                WHO.name(),
                WHO.requestId(),
                WHO.hostId(),
                WHO.format(),
                WHO.sourceAddress(),
                NOW,
                new Hops(7));
        var header = KEY.sign(told, BODY);
        assertThat(KEY.verify(header, BODY, NOW)).contains(told);
        assertThat(KEY.verify(header.replace("/7:", ":"), BODY, NOW)).isEmpty();
        assertThat(KEY.verify(header.replace("/7:", "/1:"), BODY, NOW)).isEmpty();
    }

    @Test
    void itIsGoodForAMinuteBothWays() {
        String header = KEY.sign(WHO, BODY);
        assertThat(KEY.verify(header, BODY, NOW.plusSeconds(60))).isPresent();
        assertThat(KEY.verify(header, BODY, NOW.minusSeconds(60))).isPresent();
        assertThat(KEY.verify(header, BODY, NOW.plusSeconds(61))).isEmpty();
        assertThat(KEY.verify(header, BODY, NOW.minusSeconds(61))).isEmpty();
    }

    @Test
    void anotherBodyIsNotBelieved() {
        assertThat(KEY.verify(KEY.sign(WHO, BODY), "InstanceId=i-2".getBytes(UTF_8), NOW))
                .isEmpty();
    }

    @Test
    void noCharacterOfTheHeaderCanBeChanged() {
        String header = KEY.sign(WHO, BODY);
        for (int at = 0; at < header.length(); at++) {
            char other = header.charAt(at) == 'A' ? 'B' : 'A';
            String changed = header.substring(0, at) + other + header.substring(at + 1);
            assertThat(KEY.verify(changed, BODY, NOW)).as(changed).isEmpty();
        }
    }

    @Test
    void anotherKeyAndNoSignatureAreNotBelieved() {
        byte[] ones = new byte[32];
        ones[0] = 1;
        InternalKey other = InternalKey.of(Base64.getEncoder().encodeToString(ones));
        assertThat(KEY.verify(other.sign(WHO, BODY), BODY, NOW)).isEmpty();
        assertThat(KEY.verify("", BODY, NOW)).isEmpty();
        assertThat(KEY.verify(":", BODY, NOW)).isEmpty();
        assertThat(KEY.verify(WHO.line(), BODY, NOW)).isEmpty();
    }

    @Test
    void signaturesOfOnePurposeAreNoneOfAnother() {
        byte[] signature = KEY.sign("routes", BODY);
        assertThat(KEY.isSigned("routes", BODY, signature)).isTrue();
        assertThat(KEY.isSigned("events", BODY, signature)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> KEY.sign("identity", BODY));
    }

    @Test
    void aWeakKeyIsRefusedAndNotRepeated() {
        String weak = Base64.getEncoder().encodeToString(new byte[31]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InternalKey.of(weak))
                .withMessageContaining("31")
                .withMessageNotContaining(weak);
        assertThatIllegalArgumentException().isThrownBy(() -> InternalKey.of("not base64!"));
        assertThat(KEY).hasToString("InternalKey(hidden)");
    }
}
