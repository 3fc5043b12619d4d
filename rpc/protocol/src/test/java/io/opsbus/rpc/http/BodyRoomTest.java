package io.opsbus.rpc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.rpc.http.BodyRoom.Taken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyRoomTest {
    private static final int LONGEST = 100_000;
    private static final long UNKNOWN = -1;

    private final AtomicLong now = new AtomicLong();
    private final BodyRoom room = new BodyRoom(LONGEST, 250_000, Duration.ofSeconds(30), now::get);

    @Test
    void aBodyIsReadToItsEndAndItsRoomGivenBackOnce() throws IOException {
        for (int size : new int[] {1, 8192, 8193, 99_999, LONGEST}) {
            for (long announced : new long[] {size, UNKNOWN}) {
                var whole = (Taken.Whole) room.take(body(announced, new ByteArrayInputStream(new byte[size])));
                assertThat(whole.bytes()).hasSize(size);
                assertThat(room.free()).isEqualTo(250_000 - whole.room()).isLessThanOrEqualTo(250_000 - size);
                room.giveBack(whole.room());
                assertThat(room.free()).isEqualTo(250_000);
            }
        }
    }

    @Test
    void noBodyIsNotEvenOpened() throws IOException {
        IncomingBody none = body(0, new Failing());
        assertThat(((Taken.Whole) room.take(none)).bytes()).isEmpty();
    }

    @Test
    void aBodyThatIsTooLongIsNotKept() throws IOException {
        assertThat(room.take(body(LONGEST + 1, new Failing()))).isEqualTo(new Taken.Not(413));
        assertThat(room.take(body(UNKNOWN, new ByteArrayInputStream(new byte[LONGEST + 1]))))
                .isEqualTo(new Taken.Not(413));
        assertThat(room.free()).isEqualTo(250_000);
    }

    @Test
    void whatIsAnnouncedTakesNoRoomUntilItArrives() throws IOException {
        room.take(body(LONGEST, new ByteArrayInputStream(new byte[1]) {
            @Override
            public synchronized int read(byte[] into, int from, int most) {
                assertThat(room.free()).isGreaterThan(240_000);
                return super.read(into, from, most);
            }
        }));
    }

    @Test
    void whenTheRoomIsTakenAnotherBodyIsRefused() throws IOException {
        var one = (Taken.Whole) room.take(body(LONGEST, new ByteArrayInputStream(new byte[LONGEST])));
        var two = (Taken.Whole) room.take(body(LONGEST, new ByteArrayInputStream(new byte[LONGEST])));
        assertThat(room.take(body(LONGEST, new ByteArrayInputStream(new byte[LONGEST]))))
                .isEqualTo(new Taken.Not(503));
        room.giveBack(one.room());
        room.giveBack(two.room());
        assertThat(room.free()).isEqualTo(250_000);
    }

    @Test
    void aBodyThatDripsIsGivenUp() throws IOException {
        InputStream dripping = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("read by blocks");
            }

            @Override
            public int read(byte[] into, int from, int most) {
                now.addAndGet(Duration.ofSeconds(4).toNanos());
                return 1;
            }
        };
        assertThat(room.take(body(LONGEST, dripping))).isEqualTo(new Taken.Not(408));
        assertThat(now.get()).isEqualTo(Duration.ofSeconds(32).toNanos());
        assertThat(room.free()).isEqualTo(250_000);
    }

    @Test
    void aClientThatGoesAwayLeavesItsRoom() {
        assertThatThrownBy(() -> room.take(body(LONGEST, new Failing()))).isInstanceOf(IOException.class);
        assertThat(room.free()).isEqualTo(250_000);
    }

    private static IncomingBody body(long length, InputStream in) {
        return new IncomingBody() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return in;
            }
        };
    }

    private static final class Failing extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("gone");
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return read();
        }
    }
}
