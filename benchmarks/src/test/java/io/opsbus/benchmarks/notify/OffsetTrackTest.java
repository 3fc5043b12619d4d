package io.opsbus.benchmarks.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OffsetTrackTest {
    @Test
    void onlyWhatIsDoneWithoutAGapMayBeCommitted() {
        var track = new OffsetTrack(100);
        track.end(101);
        assertThat(track.committable()).isEqualTo(100);

        track.end(100);
        assertThat(track.committable()).isEqualTo(102);
    }

    @Test
    void afterAllHaveEndedInAnyOrderAllMayBeCommitted() {
        var track = new OffsetTrack(7);
        List<Long> offsets = LongStream.range(7, 20_007).boxed().collect(Collectors.toList());
        Collections.shuffle(offsets, new Random(1));

        offsets.forEach(track::end);

        assertThat(track.committable()).isEqualTo(20_007);
    }
}
