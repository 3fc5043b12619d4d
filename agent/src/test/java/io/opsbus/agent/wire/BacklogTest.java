package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.OutputBuffer;
import io.opsbus.agent.Report;
import io.opsbus.agent.Tasks;
import io.opsbus.agent.wire.Backlog.Waiting;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Report.Span SPAN = new Report.Span(Instant.EPOCH, Instant.EPOCH);

    private final Backlog backlog = new Backlog(30, 100);

    private static Waiting waiting(String task, int number, int bytes) {
        var rest = new OutputBuffer.Rest(new byte[bytes], 0);
        return new Waiting(
                Path.of("%03d".formatted(number)), Report.finished(Tasks.shell(task, ""), SPAN, 0, rest), true);
    }

    @Test
    void ofTooManyOfOneTaskTheOldestIsLeftOutButForTheOneInHand() {
        for (int number = 0; number < 20; number++) {
            assertThat(backlog.add(waiting("t-1", number, 0))).isEmpty();
        }
        var line = backlog.line("t-1").orElseThrow();
        Waiting first = backlog.first(line, false).orElseThrow();
        assertThat(backlog.add(waiting("t-1", 20, 0)))
                .singleElement()
                .satisfies(out -> assertThat(out.file).hasToString("001"));
        backlog.putBack(first);
        assertThat(backlog.add(waiting("t-1", 21, 0))).containsExactly(first);
        assertThat(backlog.count()).isEqualTo(20);
    }

    @Test
    void ofTooManyInAllTheOldestIsLeftOutWhosesoever() {
        for (int number = 0; number < 30; number++) {
            assertThat(backlog.add(waiting("t-" + (30 - number), number, 0))).isEmpty();
        }
        assertThat(backlog.add(waiting("t-31", 30, 0)))
                .singleElement()
                .satisfies(out -> assertThat(out.task).isEqualTo("t-30"));
        assertThat(backlog.line("t-30")).isEmpty();
    }

    @Test
    void outputHasABoundAndOneReportAloneIsAlwaysTaken() {
        assertThat(backlog.add(waiting("t-1", 1, 60))).isEmpty();
        assertThat(backlog.add(waiting("t-2", 2, 40))).isEmpty();
        assertThat(backlog.add(waiting("t-3", 3, 101))).hasSize(2);
        assertThat(backlog.count()).isEqualTo(1);
        assertThat(backlog.add(waiting("t-4", 4, 1))).hasSize(1);
    }

    @Test
    void ofWhatItsOwnerHasNotToldNobodyElseTells() {
        Waiting one = waiting("t-1", 1, 0);
        backlog.add(one);
        var line = backlog.line("t-1").orElseThrow();
        assertThat(backlog.first(line, true)).isEmpty();
        one.isReleased = true;
        assertThat(backlog.first(line, true)).contains(one);
        backlog.remove(one);
        assertThat(backlog.isGone(one)).isTrue();
        assertThat(backlog.tasks()).isEmpty();
    }
}
