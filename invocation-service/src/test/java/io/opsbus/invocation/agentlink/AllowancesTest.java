package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.agentlink.limit.Allowances.Limits;
import io.opsbus.rpc.http.HttpCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One agent that asks without end is answered no more, and the others are (threat 19). */
class AllowancesTest extends AgentDoorScene {
    private AgentDoor strict;

    AllowancesTest(@TempDir Path published) {
        super(published);
        strict = door(new Limits(2, 5, 1_000, 5_000));
    }

    private AgentDoor door(Limits limits) {
        return new Doors(tasks, clock, limits, published).open();
    }

    private int status(Signer who) {
        return status(who.headers(clock.instant()));
    }

    private int status(Map<String, String> headers) {
        return strict.answer(new HttpCall("POST", "/luban/api/metrics", "", headers, new byte[0], "10.0.0.9"))
                .status();
    }

    private List<Integer> asked(int requests) {
        return IntStream.range(0, requests).mapToObj(_ -> status(ONE)).toList();
    }

    @Test
    void whoFloodsWaitsAndTheOthersDoNot() {
        // a 429 makes an agent try again; after a 400 it would give a report up
        assertThat(asked(7)).containsExactly(200, 200, 200, 200, 200, 429, 429);
        assertThat(status(OTHER)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(asked(3)).containsExactly(200, 200, 429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(asked(6)).containsExactly(200, 200, 200, 200, 200, 429);
    }

    @Test
    void thatNothingIsTooMuchIsNoticed() {
        strict = door(Limits.NONE);
        assertThatThrownBy(this::whoFloodsWaitsAndTheOthersDoNot).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsRefusedForBeingTooMuchIsNotSpent() {
        asked(5);
        var headers = ONE.headers(clock.instant());
        assertThat(status(headers)).isEqualTo(429);
        clock.advance(Duration.ofSeconds(1));
        assertThat(status(headers)).isEqualTo(200);
        assertThat(status(headers)).as("spent now").isEqualTo(401);
    }

    /** Whoever has seen an agent's request and sends it again and again takes nothing from that agent. */
    @Test
    void aRequestSentAgainCostsItsAgentNothing() {
        var seen = ONE.headers(clock.instant());
        assertThat(status(seen)).isEqualTo(200);
        assertThat(IntStream.range(0, 10).map(_ -> status(seen))).containsOnly(401);
        assertThat(asked(5)).containsExactly(200, 200, 200, 200, 429);
    }

    @Test
    void bytesCountToo() {
        var few = new Allowances(new Limits(10, 10, 1_000, 5_000), clock);
        assertThat(few.take(ONE.instance(), 4_999)).isTrue();
        assertThat(few.take(ONE.instance(), 2)).isFalse();
        assertThat(few.take(ONE.instance(), 1)).isTrue();
        assertThat(few.take(OTHER.instance(), 5_000)).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(few.take(ONE.instance(), 2_001)).isFalse();
        assertThat(few.take(ONE.instance(), 2_000)).isTrue();
    }

    @Test
    void aClockThatGoesBackTakesNothingAway() {
        var few = new Allowances(new Limits(1, 3, 1_000, 5_000), clock);
        assertThat(few.take(ONE.instance(), 0)).isTrue();
        clock.advance(Duration.ofSeconds(-30));
        assertThat(few.take(ONE.instance(), 0)).isTrue();
        assertThat(few.take(ONE.instance(), 0)).isTrue();
        assertThat(few.take(ONE.instance(), 0)).isFalse();
    }
}
