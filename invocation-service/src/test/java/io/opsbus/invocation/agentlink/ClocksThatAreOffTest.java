package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.agentlink.limit.Seldom;
import io.opsbus.rpc.http.HttpReply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose machine has another time than ours is refused, and whoever looks finds out why (threat 2). */
class ClocksThatAreOffTest extends AgentDoorScene {
    private static final Duration FAR = Proof.SKEW.plusSeconds(60);

    ClocksThatAreOffTest(@TempDir Path published) {
        super(published);
    }

    private HttpReply beat(Map<String, String> headers) {
        return call("heart-beat", "", headers, "");
    }

    private HttpReply beat(Instant time) {
        return beat(ONE.headers(time));
    }

    @Test
    void whoSignsHearsByHowMuchItsClockIsOff() {
        assertThat(beat(NOW.plus(Proof.SKEW)).status()).isEqualTo(200);
        assertThat(beat(NOW.minus(Proof.SKEW)).status()).isEqualTo(200);
        assertThat(beat(NOW.plus(FAR)).status()).isEqualTo(401);
        assertThat(beat(NOW.plus(FAR)).bodyText()).contains("360 s ahead; 300 are allowed");
        assertThat(beat(NOW.minus(FAR)).bodyText()).contains("360 s behind; 300 are allowed");
    }

    @Test
    void whoForgesHearsNothingOfIt() {
        Map<String, String> forged = ONE.headers(NOW.plus(FAR));
        forged.put("x-acs-signature", OTHER.sign("x"));
        assertThat(beat(forged).bodyText()).isEqualTo(beat(Map.of()).bodyText());
    }

    @Test
    void aRequestThatWasTooOldIsNotSpentAndIsGoodWhenTheClockIs() {
        Map<String, String> early = ONE.headers(NOW.plus(FAR));
        assertThat(beat(early).status()).isEqualTo(401);
        clock.advance(Duration.ofMinutes(2));
        assertThat(beat(early).status()).isEqualTo(200);
        assertThat(beat(early).status()).isEqualTo(401);
    }

    @Test
    void theLogSaysItOfEachAgentOnceInAWhile() {
        var seldom = new Seldom(Duration.ofMinutes(10));
        assertThat(seldom.isTime(ONE.instance(), NOW)).isTrue();
        assertThat(seldom.isTime(OTHER.instance(), NOW)).isTrue();
        assertThat(seldom.isTime(ONE.instance(), NOW.plusSeconds(599))).isFalse();
        assertThat(seldom.isTime(ONE.instance(), NOW.plusSeconds(600))).isTrue();
    }
}
