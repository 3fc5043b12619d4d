package io.opsbus.rpc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.token.ClientTokens;
import io.opsbus.rpc.token.ClientTokens.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every memory of client tokens promises. */
abstract class ClientTokensContract {
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
    private static final ActionName RUN = new ActionName("2014-05-26", "RunInstances");
    private static final ClientTokens.Key KEY = new ClientTokens.Key("1690700000000030", RUN, "token-1");

    /** An empty one. */
    abstract ClientTokens tokens();

    @Test
    void theFirstRequestTakesTheTokenWithItsOwnSeed() {
        assertThat(tokens().claim(KEY, "f", "seed-1", NOW)).isEqualTo(new Claim.Taken("seed-1"));
    }

    @Test
    void theSameRequestHearsTheFirstAnswer() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        tokens.answered(KEY, "seed-1", "{\"a\":\"\\u0000\"}", NOW);
        assertThat(tokens.claim(KEY, "f", "seed-2", NOW.plus(Duration.ofHours(23))))
                .isEqualTo(new Claim.Answered("{\"a\":\"\\u0000\"}"));
    }

    @Test
    void otherParametersAreToldApartWhileItIsWorkedOnAndAfter() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        assertThat(tokens.claim(KEY, "g", "seed-2", NOW)).isEqualTo(new Claim.Differs());
        tokens.answered(KEY, "seed-1", "{}", NOW);
        assertThat(tokens.claim(KEY, "g", "seed-2", NOW)).isEqualTo(new Claim.Differs());
    }

    @Test
    void aSecondRequestDuringTheFirstIsToldSo() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        assertThat(tokens.claim(KEY, "f", "seed-2", NOW.plusSeconds(29))).isEqualTo(new Claim.Busy());
    }

    @Test
    void whatACrashLeftBehindGoesOnWithItsSeed() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        Instant later = NOW.plus(ClientTokens.LEASE);
        assertThat(tokens.claim(KEY, "f", "seed-2", later)).isEqualTo(new Claim.Taken("seed-1"));
        assertThat(tokens.claim(KEY, "f", "seed-3", later)).isEqualTo(new Claim.Busy());
    }

    @Test
    void whatWasCutOffGoesOnAtOnceWithItsSeedAndNoOtherParameters() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        tokens.cutOff(KEY, "another-seed", NOW);
        assertThat(tokens.claim(KEY, "f", "seed-2", NOW)).isEqualTo(new Claim.Busy());
        tokens.cutOff(KEY, "seed-1", NOW);
        assertThat(tokens.claim(KEY, "g", "seed-2", NOW)).isEqualTo(new Claim.Differs());
        assertThat(tokens.claim(KEY, "f", "seed-2", NOW)).isEqualTo(new Claim.Taken("seed-1"));
        assertThat(tokens.claim(KEY, "f", "seed-3", NOW)).isEqualTo(new Claim.Busy());
        tokens.answered(KEY, "seed-1", "{}", NOW);
        tokens.cutOff(KEY, "seed-1", NOW);
        assertThat(tokens.claim(KEY, "f", "seed-2", NOW)).isEqualTo(new Claim.Answered("{}"));
    }

    @Test
    void aRefusedRequestGivesItsTokenBack() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        tokens.released(KEY, "another-seed");
        assertThat(tokens.claim(KEY, "f", "seed-2", NOW)).isEqualTo(new Claim.Busy());
        tokens.released(KEY, "seed-1");
        assertThat(tokens.claim(KEY, "g", "seed-2", NOW)).isEqualTo(new Claim.Taken("seed-2"));
    }

    @Test
    void anAnswerIsNotGivenBack() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        tokens.answered(KEY, "seed-1", "{}", NOW);
        tokens.released(KEY, "seed-1");
        assertThat(tokens.claim(KEY, "f", "seed-2", NOW)).isEqualTo(new Claim.Answered("{}"));
    }

    @Test
    void accountsActionsAndTokensDoNotMeet() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        List<ClientTokens.Key> others = List.of(
                new ClientTokens.Key("1690700000000031", RUN, "token-1"),
                new ClientTokens.Key(KEY.accountId(), new ActionName("2019-06-01", "RunInstances"), "token-1"),
                new ClientTokens.Key(KEY.accountId(), new ActionName("2014-05-26", "CreateDisk"), "token-1"),
                new ClientTokens.Key(KEY.accountId(), RUN, "TOKEN-1"));
        assertThat(others)
                .allSatisfy(
                        key -> assertThat(tokens.claim(key, "f", "mine", NOW)).isEqualTo(new Claim.Taken("mine")));
    }

    @Test
    void afterADayATokenIsNewAgain() {
        ClientTokens tokens = tokens();
        tokens.claim(KEY, "f", "seed-1", NOW);
        tokens.answered(KEY, "seed-1", "{}", NOW);
        Instant next = NOW.plus(ClientTokens.KEPT);
        assertThat(tokens.claim(KEY, "g", "seed-2", next)).isEqualTo(new Claim.Taken("seed-2"));
        assertThat(tokens.forget(next)).isZero();
        assertThat(tokens.forget(next.plus(ClientTokens.KEPT))).isEqualTo(1);
        assertThat(tokens.claim(KEY, "g", "seed-3", next)).isEqualTo(new Claim.Taken("seed-3"));
    }

    @Test
    void ofManyAtOnceOneTakesIt() throws Exception {
        ClientTokens tokens = tokens();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Claim>> requests = IntStream.range(0, 40)
                    .<Callable<Claim>>mapToObj(n -> () -> tokens.claim(KEY, "f", "seed-" + n, NOW))
                    .toList();
            List<Future<Claim>> claims = threads.invokeAll(requests);
            assertThat(claims.stream().filter(claim -> claim.resultNow() instanceof Claim.Taken))
                    .hasSize(1);
            assertThat(claims.stream().filter(claim -> claim.resultNow() instanceof Claim.Busy))
                    .hasSize(39);
        }
    }
}
