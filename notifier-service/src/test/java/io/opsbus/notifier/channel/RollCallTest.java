package io.opsbus.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.targets.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollCallTest {
    private static final String A = "a@x.example";
    private static final String B = "b@x.example";
    private static final String C = "c@x.example";
    private static final List<String> ALL = List.of(A, B, C);
    private static final Target TARGET = Read.target(Map.of("type", "mail", "to", ALL));
    private static final Outcome OK = Outcome.Told.delivered("smtp-250");
    private static final Outcome NEVER = Outcome.Told.failed(Verdict.DEAD, "smtp-5xx", "550 unknown");
    private static final Outcome LATER = Outcome.Told.failed(Verdict.RETRY, "smtp-4xx", "450 greylisted");
    private static final Outcome TIMEOUT = Fault.ofServer(new Outcome.Unanswered(Trouble.TIMEOUT));

    private static RollCall call(Sent... posts) {
        return new RollCall(new Bundle(List.of(posts)), ALL, "smtp");
    }

    private static Sent post(int number) {
        return Sent.to(TARGET, number, Sent.REBOOT);
    }

    private static Progress served(String... who) {
        return new Progress(Set.of(who), Set.of());
    }

    @Test
    void whoLacksTheSameGetsItInOneMessage() {
        var first = post(1).after(served(A));
        var second = post(2);
        assertThat(call(first, second).shares())
                .containsExactly(
                        new RollCall.Share(new Bundle(List.of(second)), List.of(A)),
                        new RollCall.Share(new Bundle(List.of(first, second)), List.of(B, C)));
    }

    @Test
    void eachDeliveryEndsByThoseWhoLackedIt() {
        var first = post(1).after(served(A));
        var second = post(2);
        var call = call(first, second);
        call.answered(A, LATER);
        call.answered(B, OK);
        assertThat(call.answered(C, OK)).isTrue();
        call.end(OK);
        assertThat(first.outcome()).isEqualTo(OK);
        assertThat(second.outcome().verdict()).isEqualTo(Verdict.RETRY);
        assertThat(second.outcome().progress()).isEqualTo(served(B, C));
        assertThat(second.outcome().said()).isEqualTo("2 of 3 have it; " + A + ": 450 greylisted");
    }

    @Test
    void atTheTimeOutWhoHasItHasIt() {
        var post = post(1);
        var call = call(post);
        assertThat(call.answered(A, OK)).isFalse();
        call.end(TIMEOUT);
        assertThat(call.isOver()).isTrue();
        call.answered(B, OK);
        call.end(OK);
        assertThat(post.outcome().label()).isEqualTo(TIMEOUT.label());
        assertThat(post.outcome().progress()).isEqualTo(served(A));
    }

    @Test
    void whoIsRefusedForGoodIsToldAndTheRestIsDelivered() {
        var post = post(1).after(new Progress(Set.of(A), Set.of()));
        var call = call(post);
        call.answered(B, NEVER);
        call.answered(C, NEVER);
        call.end(OK);
        assertThat(post.outcome().verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(post.outcome().label()).isEqualTo("smtp-partly");
        assertThat(post.outcome().said()).contains(B + ": 550 unknown", C + ": 550 unknown");
    }

    @Test
    void whatNobodyTakesIsTriedAgainAsARefusedOne() {
        var post = post(1).after(new Progress(Set.of(), Set.of(A)));
        var call = call(post);
        call.answered(B, NEVER);
        call.answered(C, NEVER);
        call.end(OK);
        assertThat(post.outcome().verdict()).isEqualTo(Verdict.RETRY_REFUSED);
        assertThat(post.outcome().label()).isEqualTo("smtp-5xx");
        assertThat(post.outcome().progress()).isEqualTo(Progress.NONE);
    }

    @Test
    void whatIsPutOffKeepsWhoHasItAndAFailureComesFirst() {
        var wait = new Outcome.Postponed(Duration.ofSeconds(3));
        var put = post(1);
        var off = call(put);
        off.answered(A, OK);
        off.end(wait);
        assertThat(put.outcome()).isEqualTo(new Outcome.Postponed(Duration.ofSeconds(3), served(A)));
        var failed = post(2);
        var call = call(failed);
        call.answered(A, LATER);
        call.end(wait);
        assertThat(failed.outcome().label()).isEqualTo("smtp-4xx");
    }

    @Test
    void whatIsTheSameForAllIsTheOutcome() {
        var post = post(1);
        call(post).end(new Outcome.Unanswered(Trouble.TIMEOUT));
        assertThat(post.outcome()).isEqualTo(TIMEOUT);
    }
}
