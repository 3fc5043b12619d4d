package io.opsbus.invocation.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class OutputTest {
    private static final int QUOTA = Output.USUAL_QUOTA;

    @Test
    void partsComeOneAfterAnother() {
        Output output = Output.NONE
                .and("12".getBytes(UTF_8), QUOTA)
                .and(new byte[0], QUOTA)
                .end("3\n".getBytes(UTF_8), 0, QUOTA);
        assertThat(new String(output.bytes(), UTF_8)).isEqualTo("123\n");
        assertThat(output.dropped()).isZero();
    }

    @Test
    void bytesThatAreNoTextStayAsTheyAre() {
        byte[] bytes = {(byte) 0xff, (byte) 0xfe, 0, 10};
        assertThat(Output.NONE.and(bytes, QUOTA).bytes()).containsExactly(bytes);
    }

    @Test
    void whatTheAgentCutOutIsCounted() {
        assertThat(Output.NONE
                        .and("head".getBytes(UTF_8), QUOTA)
                        .end("tail".getBytes(UTF_8), 12_006, QUOTA)
                        .dropped())
                .isEqualTo(12_006);
    }

    @Test
    void tooMuchLosesItsMiddle() {
        Output output = Output.NONE;
        for (int n = 0; n < 100; n++) {
            output = output.and("%01023d\n".formatted(n).getBytes(UTF_8), QUOTA);
        }
        String kept = new String(output.bytes(), UTF_8);
        assertThat(kept).hasSize(QUOTA).startsWith("0".repeat(1023)).endsWith("99\n");
        assertThat(kept.substring(QUOTA / 2)).endsWith("%01023d\n%01023d\n".formatted(98, 99));
        assertThat(output.dropped() + QUOTA).isEqualTo(100 * 1024);
    }

    @Test
    void theQuotaIsWhatIsGiven() {
        Output output = Output.NONE;
        for (char letter = 'a'; letter <= 'z'; letter++) {
            output = output.and(new byte[] {(byte) letter}, 5);
        }
        assertThat(new String(output.bytes(), UTF_8)).isEqualTo("abxyz");
        assertThat(output.dropped()).isEqualTo(21);
    }

    @Test
    void whatWasNotReadIsNeitherToldNorAddedTo() {
        Output unread = Output.unread(3, 4);
        assertThat(unread.length()).isEqualTo(7);
        assertThat(unread).isNotEqualTo(Output.of(new byte[3], 4)).isEqualTo(Output.unread(3, 4));
        assertThatIllegalStateException().isThrownBy(unread::bytes);
        assertThatIllegalStateException().isThrownBy(() -> unread.and(new byte[1], 10));
        assertThat(Output.unread(0, 4)).as("there is nothing to read").isEqualTo(Output.of(new byte[0], 4));
    }
}
