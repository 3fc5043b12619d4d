package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputBufferTest {
    private static final int QUOTA = 12_000;

    private final OutputBuffer output = new OutputBuffer(QUOTA);

    @Test
    void shortOutputIsToldWholeAtTheEnd() {
        write(bytes(10));
        OutputBuffer.Rest rest = output.rest();
        assertThat(rest.bytes()).isEqualTo(bytes(10));
        assertThat(rest.dropped()).isZero();
    }

    /** The example of agent facts 10: 24 006 bytes, quota 12 000. */
    @Test
    void longOutputIsThreePartsThenItsTailAndWhatWasCutBetween() {
        write(bytes(24_006));
        assertThat(output.nextPart()).hasSize(2048);
        assertThat(output.nextPart()).hasSize(2048);
        assertThat(output.nextPart()).hasSize(2048);
        assertThat(output.nextPart()).isEmpty();
        OutputBuffer.Rest rest = output.rest();
        assertThat(rest.bytes()).hasSize(5856).isEqualTo(Arrays.copyOfRange(bytes(24_006), 24_006 - 5856, 24_006));
        assertThat(rest.dropped()).isEqualTo(12_006);
    }

    @Test
    void ofALongOutputHeadAndTailAreLeftAndOfAShortOneNothingIsCut() {
        byte[] all = bytes(QUOTA + 7);
        output.write(Arrays.copyOf(all, QUOTA), QUOTA);
        assertThat(output.headAndTail().bytes()).isEqualTo(Arrays.copyOf(all, QUOTA));
        output.write(Arrays.copyOfRange(all, QUOTA, all.length), 7);
        output.lost(output.nextPart().length);
        OutputBuffer.Rest rest = output.headAndTail();
        assertThat(rest.dropped())
                .as("the part that was lost, and what was cut")
                .isEqualTo(2048 + 7);
        assertThat(rest.bytes()).hasSize(QUOTA - 2048);
        assertThat(Arrays.copyOf(rest.bytes(), 4096)).isEqualTo(Arrays.copyOfRange(all, 2048, 6144));
        assertThat(Arrays.copyOfRange(rest.bytes(), 4096, QUOTA - 2048))
                .isEqualTo(Arrays.copyOfRange(all, 6144 + 7, QUOTA + 7));
    }

    @Test
    void aPartThatWasLostCountsAsDroppedAndIsTheLastPart() {
        write(bytes(5000));
        output.lost(output.nextPart().length);
        assertThat(output.nextPart()).isEmpty();
        assertThat(output.rest().dropped()).isEqualTo(2048);
        assertThat(output.rest().bytes()).hasSize(5000 - 2048);
    }

    @Test
    void partsAndRestAreAlwaysTheHeadAndTheTailOfWhatWasWritten() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] all = bytes(random.nextInt(60_000));
            var buffer = new OutputBuffer(QUOTA);
            var told = new ByteArrayOutputStream();
            for (int from = 0; from < all.length; ) {
                int length = Math.min(all.length - from, 1 + random.nextInt(16_384));
                buffer.write(Arrays.copyOfRange(all, from, from + length), length);
                from += length;
                if (random.nextBoolean()) {
                    told.writeBytes(buffer.nextPart());
                }
            }
            int head = told.size();
            OutputBuffer.Rest rest = buffer.rest();
            assertThat(told.toByteArray()).isEqualTo(Arrays.copyOf(all, head));
            assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(all, all.length - rest.bytes().length, all.length));
            assertThat(head + rest.dropped() + rest.bytes().length).isEqualTo(all.length);
            assertThat(head + rest.bytes().length).isLessThanOrEqualTo(QUOTA);
            assertThat(rest.dropped() == 0 || head + rest.bytes().length == QUOTA)
                    .isTrue();
        }
    }

    @Test
    void oneWriteLargerThanEverythingKeepsItsTail() {
        byte[] all = bytes(100_000);
        write(all);
        assertThat(output.rest().bytes()).isEqualTo(Arrays.copyOfRange(all, 100_000 - QUOTA, 100_000));
    }

    private void write(byte[] bytes) {
        output.write(bytes, bytes.length);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }
}
