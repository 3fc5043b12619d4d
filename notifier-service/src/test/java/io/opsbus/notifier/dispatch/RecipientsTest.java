package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.delivery.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A delivery to several recipients: who has it stands with the delivery that waits, whoever takes it up. */
class RecipientsTest extends DeliveryScene {
    private static final Outcome LATER = Outcome.Told.failed(Verdict.RETRY, "smtp-4xx", "later");
    private static final Progress FIRST = new Progress(Set.of("a@b.example"), Set.of());
    private static final Progress SECOND = new Progress(Set.of("c@d.example"), Set.of("e@f.example"));

    private final List<Progress> seen = Collections.synchronizedList(new ArrayList<>());

    private void answers(Outcome outcome) {
        channel.script(post -> {
            seen.add(post.progress());
            return Optional.of(outcome);
        });
    }

    @Test
    void theNextAttemptKnowsWhoHasItAlsoInAnotherProcess() {
        answers(new Outcome.Partial(LATER, "", FIRST));
        accept(batch(BAD, 0, 1));
        start();
        answers(new Outcome.Partial(LATER, "", SECOND));
        clock.advance(Duration.ofMinutes(1));
        drain();
        start();
        answers(Outcome.Told.delivered("smtp-250"));
        clock.advance(Duration.ofMinutes(1));
        drain();
        assertThat(seen).containsExactly(Progress.NONE, FIRST, FIRST.plus(SECOND));
        assertThat(parking.count()).isZero();
        assertThat(attempts).extracting(Attempts.Attempt::number).containsExactly(1, 2, 3);
    }

    @Test
    void whatNobodyToldInTimeIsKeptWhenItIsTold() {
        hang(BAD);
        accept(batch(BAD, 0, 1));
        assertThat(parking.count()).isEqualTo(1);
        channel.end(new Outcome.Partial(LATER, "", FIRST));
        worker.turn();
        assertThat(parking.all().getFirst().state().progress()).isEqualTo(FIRST);
    }

    @Test
    void whatIsPutOffIsNoAttemptAndSaysNothingOfItsTarget() {
        for (var time = 0; time < 8; time++) {
            answers(new Outcome.Postponed(Duration.ofSeconds(2), time == 0 ? FIRST : Progress.NONE));
            if (time == 0) {
                accept(batch(BAD, 0, 1));
            }
            drain();
            assertThat(parking.all().getFirst().state().dueAt())
                    .isEqualTo(clock.instant().plusSeconds(2));
            clock.advance(Duration.ofSeconds(2));
        }
        assertThat(attempts).isEmpty();
        assertThat(counts.sums().attempts()).isEmpty();
        answers(Outcome.Told.delivered("smtp-250"));
        drain();
        assertThat(parking.count()).isZero();
        assertThat(seen.getLast()).isEqualTo(FIRST);
        assertThat(attempts).extracting(Attempts.Attempt::number).containsExactly(1);
    }
}
