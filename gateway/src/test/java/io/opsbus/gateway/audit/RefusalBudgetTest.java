package io.opsbus.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalBudgetTest {
    @Test
    void aFloodIsCountedAndTheNextRecordTellsHowMany() {
        var budget = new RefusalBudget(10, 3);
        assertThat(IntStream.range(0, 1000)
                        .filter(_ -> budget.take(5).isPresent())
                        .count())
                .isEqualTo(3);

        long later = 5 + Duration.ofSeconds(1).toNanos();
        assertThat(budget.take(later)).isEqualTo(OptionalLong.of(997));
        assertThat(budget.take(later)).isEqualTo(OptionalLong.of(0));
        budget.leaveOut(7);
        assertThat(budget.take(later)).isEqualTo(OptionalLong.of(7));
        assertThat(budget.take(later)).isEmpty();
    }

    @Test
    void aClockMayBeginBelowZero() {
        assertThat(new RefusalBudget(1, 1).take(Long.MIN_VALUE)).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void whatAClientSaysOfItselfIsCutAndPlain() {
        var caller = new AuditedCall.Caller("", "key\n\u001b[31m", "192.0.2.7", "ä" + "x".repeat(500) + "\n");
        assertThat(caller.userAgent()).isEqualTo("x".repeat(256));
        assertThat(caller.accessKeyId()).isEqualTo("key[31m");
        var ids = IntStream.range(0, 500).mapToObj(i -> "i-" + i).toList();
        assertThat(new AuditedCall.Asked("v", "a", "r", "s", ids).resourceIds()).hasSize(AuditedCall.MOST_IDS);
        assertThat(AuditedCall.Asked.NOTHING.plus(List.of("i-1", "i-1")).resourceIds())
                .containsExactly("i-1");
    }
}
