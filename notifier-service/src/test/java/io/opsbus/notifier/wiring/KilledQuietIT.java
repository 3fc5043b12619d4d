package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target asks for an hour of quiet: who starts after a kill leaves it alone, and so do all who run. */
class KilledQuietIT {
    private static final String BUSY = "/busy/quiet";

    @TempDir
    private Path folder;

    private Rig rig;
    private KillableNotifier first;
    private String target;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "quiet");
        first = rig.notifier(0);
        first.start();
        target = first.subscribe(rig.account(), rig.sink().url(BUSY)).replaceFirst("^sub-", "tgt-");
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private void awaitState(String state, KillableNotifier notifier) {
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(notifier.get("/accounts/" + rig.account() + "/targets/" + target))
                        .contains("\"state\":\"" + state + "\""));
    }

    private void awaitAsked() {
        await().atMost(Rig.LONG_PATIENCE)
                .untilAsserted(() -> assertThat(rig.sink().got(BUSY)).hasSize(1));
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(rig.count("select count(*) from quiet_targets"))
                        .isOne());
    }

    @Test
    void whoStartsAfterAKillLeavesItAlone() {
        rig.publish(1);
        awaitAsked();
        first.kill();
        first.start();
        awaitState("quiet", first);
        rig.publish(1);
        await().atMost(Rig.LONG_PATIENCE)
                .untilAsserted(() -> assertThat(rig.parked()).isEqualTo(2));
        assertThat(rig.sink().got(BUSY)).hasSize(1);
    }

    @Test
    void whatOneProcessIsAskedTheOtherKeepsToo() {
        var second = rig.notifier(1);
        second.start();
        awaitState("idle", second);
        rig.publish(1);
        awaitAsked();
        awaitState("quiet", first);
        awaitState("quiet", second);
    }
}
