package io.opsbus.benchmarks.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

class LateTest {
    private static final long MILLI = 1_000_000;

    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private final WritableByteChannel peer = Channels.newChannel(got);
    private final Late late = new Late(20);

    @Test
    void anAnswerIsGivenWhenItIsDueAndNotBefore() {
        late.put(peer, "one".getBytes(US_ASCII), 0);
        late.put(peer, "two".getBytes(US_ASCII), 5 * MILLI);
        assertThat(late.pause(8 * MILLI)).isEqualTo(12);
        late.give(20 * MILLI - 1);
        assertThat(got.toString(US_ASCII)).isEmpty();
        late.give(20 * MILLI);
        assertThat(got.toString(US_ASCII)).isEqualTo("one");
        late.give(90 * MILLI);
        assertThat(got.toString(US_ASCII)).isEqualTo("onetwo");
        assertThat(late.pause(90 * MILLI)).isZero();
    }

    @Test
    void whoHasGoneKeepsNobodyElseWaiting() throws Exception {
        var gone = Channels.newChannel(new ByteArrayOutputStream());
        gone.close();
        late.put(gone, "one".getBytes(US_ASCII), 0);
        late.put(peer, "two".getBytes(US_ASCII), 0);
        late.give(20 * MILLI);
        assertThat(got.toString(US_ASCII)).isEqualTo("two");
    }
}
