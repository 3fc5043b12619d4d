package io.opsbus.benchmarks.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.sink.Apart;
import io.opsbus.benchmarks.sink.Temper;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifySettingsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 16, 1000, 1024, 10_000})
    void everyResourceBelongsToExactlyOneTargetAndEveryTargetHasOne(int targets) throws BenchFailure {
        NotifySettings settings = settings("--targets", "" + targets);

        var seen = new HashSet<String>();
        for (int target = 0; target < targets; target++) {
            List<String> own = settings.resourcesOf(target);
            assertThat(own).isNotEmpty();
            for (String resource : own) {
                assertThat(seen.add(resource)).isTrue();
            }
        }
        assertThat(seen).hasSize(Math.max(1024, targets));
    }

    @Test
    void aStartIsMeasuredAtARateAndWithoutNeighbours() {
        assertThatThrownBy(() -> settings("--cold", "1", "--targets", "4", "--slow", "50"))
                .isInstanceOf(BenchFailure.class);
        assertThatThrownBy(() -> settings("--cold", "1", "--rates", "0")).isInstanceOf(BenchFailure.class);
    }

    @Test
    void theOnlyTargetTakesEverything() throws BenchFailure {
        assertThat(settings().resourcesOf(0)).containsExactly("*");
    }

    @Test
    void eventsForTargetsThatAreSlowAreNotExpected() throws BenchFailure {
        NotifySettings settings = settings("--targets", "4", "--slow", "50");

        assertThat(settings.slow()).isEqualTo(2);
        assertThat(settings.answered(0, 1000)).isEqualTo(500);
    }

    @Test
    void slowTargetsAreSlowInTurn() throws BenchFailure {
        NotifySettings settings = settings("--targets", "10", "--slow", "30", "--slow-by", "drip,reset");

        assertThat(settings.slowed()).isEqualTo(new Apart(3, List.of(Temper.DRIP, Temper.RESET)));
        assertThat(settings.calm()).isEqualTo(new Apart(3, List.of(Temper.WELL)));
        assertThatThrownBy(() -> settings("--slow-by", "lie")).isInstanceOf(BenchFailure.class);
    }

    @Test
    void anEventGoesToTheTargetOfItsResource() throws BenchFailure {
        NotifySettings settings = settings("--targets", "16");
        var events = new Events(settings.resources());

        events.event(5000);

        assertThat(settings.resourcesOf(settings.targetOf(5000))).contains(events.key());
    }

    private static NotifySettings settings(String... words) throws BenchFailure {
        return NotifySettings.of(
                ((Options.Parsed.Ready) Options.parse(NotifySettings.OPTIONS, List.of(words))).options());
    }
}
