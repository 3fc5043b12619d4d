package io.opsbus.queue.message;

import static io.opsbus.queue.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.Given;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptHandleTest {
    @Test
    void itIsReadAsItWasWrittenAndMayStandInAUrl() {
        var handle = new ReceiptHandle(Given.id(NOON, 7), 3, NOON);
        assertThat(handle.toString()).matches("3-[0-9A-Za-z_-]{32}");
        assertThat(ReceiptHandle.parse(handle.toString())).contains(handle);
    }

    @Test
    void whatNobodyWroteIsNone() {
        for (String text :
                List.of("", "x", "1-", "1-" + "A".repeat(31), "1-" + "!".repeat(32), "-1-" + "A".repeat(32))) {
            assertThat(ReceiptHandle.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void laterIdsAreGreater() {
        assertThat(MessageId.of(2, 0, 0).uuid())
                .isGreaterThan(MessageId.of(1, -1, -1).uuid());
        assertThat(MessageId.of(1, -1, -1).uuid().version()).isEqualTo(7);
        assertThat(MessageId.of(1, -1, -1).uuid().variant()).isEqualTo(2);
    }
}
