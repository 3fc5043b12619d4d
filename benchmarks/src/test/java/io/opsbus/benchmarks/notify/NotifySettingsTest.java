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

class NotifySettingsTest {
    @Test
    void everyResourceBelongsToExactlyOneTarget() throws BenchFailure {
        NotifySettings settings = settings("--targets", "16");

        var seen = new HashSet<String>();
        for (int target = 0; target < 16; target++) {
            for (String resource : settings.resourcesOf(target)) {
                assertThat(seen.add(resource)).isTrue();
            }
        }
        assertThat(seen).hasSize(NotifySettings.RESOURCES);
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
        var events = new Events();

        events.event(5000);

        assertThat(settings.resourcesOf(settings.targetOf(5000))).contains(events.key());
    }

    private static NotifySettings settings(String... words) throws BenchFailure {
        return NotifySettings.of(
                ((Options.Parsed.Ready) Options.parse(NotifySettings.OPTIONS, List.of(words))).options());
    }
}
