package io.opsbus.gateway.rpc;

import static io.opsbus.gateway.rpc.Denials.assertDenied;
import static io.opsbus.gateway.rpc.Denials.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.http.HttpReply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call is answered once, and in its time. */
class ReplaysTest {
    private final Door door = new Door();

    @Test
    void aReplayIsRefused() {
        for (Signed signed : List.of(door.version1("DescribeInstances"), door.acs3("StartInstance"))) {
            signed.sign();
            assertThat(door.answer(signed).status()).isEqualTo(200);
            assertDenied(door.answer(signed), 400, "SignatureNonceUsed");
        }
        assertThat(door.backends.calls()).hasSize(2);
    }

    @Test
    void aNonceUsedAgainInAnotherCallIsRefused() {
        door.answer(
                door.version1("DescribeInstances").with("SignatureNonce", "n").sign());
        door.clock.advance(Duration.ofSeconds(5));
        assertDenied(
                door.answer(door.version1("StartInstance")
                        .with("SignatureNonce", "n")
                        .sign()),
                400,
                "SignatureNonceUsed");
        assertThat(door.answer(Signed.version1(Door.READ_ONLY, Door.SECRET, "DescribeInstances", door.clock.instant())
                                .with("SignatureNonce", "n")
                                .sign())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aReplayedWriteIsRefusedAfterARestartToo() {
        Signed start = door.version1("StartInstance").with("InstanceId", "i-1").sign();
        door.answer(start);
        door.restart();

        assertDenied(door.answer(start), 400, "SignatureNonceUsed");
        assertThat(door.backends.calls()).hasSize(1);
    }

    @Test
    void whatWasRefusedBeforeItWentOutMayBeSentAgain() {
        Signed start = door.version1("StartInstance").with("InstanceId", "i-1").sign();
        door.audit.room(0);
        assertDenied(door.answer(start), 503, "ServiceUnavailable");
        door.audit.room(10);

        assertThat(door.answer(start).status()).isEqualTo(200);
        assertThat(door.backends.calls()).hasSize(1);
    }

    @Test
    void aFullMemoryOfNoncesThrottlesAndForgetsNothing() {
        door.restartWithRoomForNonces(128);
        Signed first = door.version1("DescribeInstances").sign();
        assertThat(door.answer(first).status()).isEqualTo(200);
        HttpReply full = door.answer(first);
        for (int i = 0; i < 100; i++) {
            full = door.answer(door.version1("DescribeInstances").sign());
        }

        assertDenied(full, 400, "Throttling");
        assertThat(full.headers()).containsKey("x-acs-retry-after");
        assertDenied(door.answer(first), 400, "SignatureNonceUsed");
    }

    @ParameterizedTest
    @CsvSource({"-901, 400", "-900, 200", "0, 200", "900, 200", "901, 400", "-86400, 400", "86400, 400"})
    void aCallLivesFifteenMinutesEitherWay(int seconds, int status) {
        var time = door.clock.instant().plusSeconds(seconds);
        for (Signed signed : List.of(
                Signed.version1(Door.KEY, Door.SECRET, "DescribeInstances", time),
                Signed.acs3(Door.KEY, Door.SECRET, "DescribeInstances", time))) {
            HttpReply reply = door.answer(signed.sign());
            assertThat(reply.status()).isEqualTo(status);
            if (status != 200) {
                assertDenied(reply, 400, "InvalidTimeStamp.Expired");
            }
        }
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        for (String time : List.of("yesterday", "2026-03-01", "2026-13-01T00:00:00Z", "9".repeat(100))) {
            assertDenied(
                    door.answer(door.version1("DescribeInstances")
                            .with("Timestamp", time)
                            .sign()),
                    400,
                    "IllegalTimestamp");
        }
    }

    @Test
    void withTheStoreOfNoncesAwayReadsGoOnAndWritesDoNot() {
        door.store.away(true);
        assertThat(door.answer(door.version1("DescribeInstances").sign()).status())
                .isEqualTo(200);
        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        assertThat(door.backends.calls()).hasSize(1);
        assertThat(door.audit.room()).isEqualTo(Integer.MAX_VALUE);
    }
}
