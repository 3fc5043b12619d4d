package io.opsbus.notifier.store.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.QuietTargets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of quiet targets does. */
abstract class QuietTargetsContract {
    private static final TargetId ONE = new TargetId("tgt-one");
    private static final TargetId OTHER = new TargetId("tgt-other");

    private final QuietTargets quiet = empty();

    abstract QuietTargets empty();

    @Test
    void whatWantsQuietIsToldUntilItIsOver() {
        quiet.rest(Map.of(ONE, Given.NOON.plusSeconds(60), OTHER, Given.NOON.plusSeconds(10)), Given.NOON);
        assertThat(quiet.at(Given.NOON))
                .isEqualTo(Map.of(ONE, Given.NOON.plusSeconds(60), OTHER, Given.NOON.plusSeconds(10)));
        assertThat(quiet.at(Given.NOON.plusSeconds(10))).containsOnlyKeys(ONE);
        assertThat(quiet.at(Given.NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void theLatestMomentCountsWhoeverSaidIt() {
        quiet.rest(Map.of(ONE, Given.NOON.plusSeconds(60)), Given.NOON);
        quiet.rest(Map.of(ONE, Given.NOON.plusSeconds(30)), Given.NOON);
        assertThat(quiet.at(Given.NOON)).containsEntry(ONE, Given.NOON.plusSeconds(60));
        quiet.rest(Map.of(ONE, Given.NOON.plusSeconds(90)), Given.NOON);
        assertThat(quiet.at(Given.NOON)).containsEntry(ONE, Given.NOON.plusSeconds(90));
    }

    @Test
    void whatIsOverIsForgottenWhenSomethingNewIsSaid() {
        quiet.rest(Map.of(ONE, Given.NOON.plusSeconds(10)), Given.NOON);
        quiet.rest(Map.of(OTHER, Given.NOON.plusSeconds(90)), Given.NOON.plusSeconds(20));
        assertThat(quiet.at(Given.NOON)).containsOnlyKeys(OTHER);
    }
}
