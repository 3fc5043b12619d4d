package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.agentlink.limit.Allowances.Limits;
import io.opsbus.invocation.agentlink.update.Releases;
import io.opsbus.rpc.http.HttpCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One agent that asks without end is answered no more, and the others are (threat 19). */
class AllowancesTest extends AgentDoorScene {
    private final AgentDoor strict;

    AllowancesTest(@TempDir Path published) {
        super(published);
        strict = new AgentDoor(
                tasks,
                new Proof(tasks, clock),
                new Strangers(clock),
                new Allowances(new Limits(2, 5, 1_000, 5_000), clock),
                "cn-local",
                new Releases(published));
    }

    private int status(Signer who) {
        var headers = who.headers(clock.instant());
        return strict.answer(new HttpCall("POST", "/luban/api/metrics", "", headers, new byte[0], "10.0.0.9"))
                .status();
    }

    private List<Integer> asked(int requests) {
        return IntStream.range(0, requests).mapToObj(_ -> status(ONE)).toList();
    }

    @Test
    void whoFloodsWaitsAndTheOthersDoNot() {
        // a 503 makes an agent try again; after a 400 it would give a report up
        assertThat(asked(7)).containsExactly(200, 200, 200, 200, 200, 503, 503);
        assertThat(status(OTHER)).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(asked(3)).containsExactly(200, 200, 503);
        clock.advance(Duration.ofMinutes(1));
        assertThat(asked(6)).containsExactly(200, 200, 200, 200, 200, 503);
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
