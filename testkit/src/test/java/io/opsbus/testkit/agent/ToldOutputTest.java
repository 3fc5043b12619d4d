package io.opsbus.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the official agent was seen to tell of long output (agent facts 10). */
class ToldOutputTest {
    private static List<Integer> parts(ToldOutput output) {
        List<Integer> lengths = new ArrayList<>();
        for (int length = output.part().length; length > 0; length = output.part().length) {
            lengths.add(length);
        }
        return lengths;
    }

    @Test
    void ofMuchTheBeginningIsToldInPartsAndTheEndAtTheEnd() {
        var output = ToldOutput.ofSeen(new byte[24_006], 12_000);
        assertThat(parts(output)).containsExactly(2048, 2048, 2048);
        assertThat(output.rest()).hasSize(5856);
        assertThat(output.dropped()).isEqualTo(12_006);
    }

    @Test
    void ofLittleAllIsTold() {
        var output = ToldOutput.ofSeen(new byte[3000], 0);
        assertThat(parts(output)).containsExactly(2048, 952);
        assertThat(output.rest()).isEmpty();
        assertThat(output.dropped()).isZero();
    }

    @Test
    void ofAScriptThatIsQuickTheTailAloneIsTold() {
        var output = ToldOutput.ofSeen(new byte[20_000], 12_000);
        assertThat(output.rest()).hasSize(12_000);
        assertThat(output.dropped()).isEqualTo(8000);
    }

    /** Newer agents keep 6000 bytes of the beginning for it, and tell all of them at once. */
    @Test
    void ofAScriptThatIsQuickNewerAgentsTellBothEnds() {
        byte[] written = written(20_000);
        var output = ToldOutput.ofNewer(written, 12_000, true);
        byte[] rest = output.rest();
        assertThat(Arrays.copyOf(rest, 6000)).isEqualTo(Arrays.copyOf(written, 6000));
        assertThat(Arrays.copyOfRange(rest, 6000, rest.length)).isEqualTo(Arrays.copyOfRange(written, 14_000, 20_000));
        assertThat(output.dropped()).isEqualTo(8000);
    }

    @Test
    void ofMuchNewerAgentsTellTheBeginningInOnePart() {
        byte[] written = written(20_000);
        var output = ToldOutput.ofNewer(written, 12_000, true);
        assertThat(parts(output)).containsExactly(6000);
        assertThat(output.rest()).isEqualTo(Arrays.copyOfRange(written, 14_000, 20_000));
        assertThat(output.dropped()).isEqualTo(8000);
    }

    @Test
    void aPartThatWasNotTakenTheNewestAgentsTellAgain() {
        byte[] written = written(7000);
        var output = ToldOutput.ofNewer(written, 12_000, true);
        output.notTaken(output.part());
        assertThat(output.part()).hasSize(6000);
        assertThat(output.rest()).hasSize(1000);
        output.notTaken(Arrays.copyOf(written, 6000));
        assertThat(output.rest()).isEqualTo(written);
        assertThat(output.dropped()).isZero();
    }

    @Test
    void onesThatAreShortAreToldWhole() {
        var output = ToldOutput.ofNewer(written(100), 12_000, true);
        assertThat(parts(output)).containsExactly(100);
        assertThat(output.rest()).isEmpty();
        assertThat(ToldOutput.ofNewer(written(100), 12_000, true).rest()).hasSize(100);
    }

    private static byte[] written(int count) {
        var bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
