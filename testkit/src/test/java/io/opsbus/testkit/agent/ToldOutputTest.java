package io.opsbus.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
        var output = new ToldOutput(new byte[24_006], 12_000);
        assertThat(parts(output)).containsExactly(2048, 2048, 2048);
        assertThat(output.rest()).hasSize(5856);
        assertThat(output.dropped()).isEqualTo(12_006);
    }

    @Test
    void ofLittleAllIsTold() {
        var output = new ToldOutput(new byte[3000], 0);
        assertThat(parts(output)).containsExactly(2048, 952);
        assertThat(output.rest()).isEmpty();
        assertThat(output.dropped()).isZero();
    }

    @Test
    void ofAScriptThatIsQuickTheTailAloneIsTold() {
        var output = new ToldOutput(new byte[20_000], 12_000);
        assertThat(output.rest()).hasSize(12_000);
        assertThat(output.dropped()).isEqualTo(8000);
    }
}
