package io.opsbus.conformance.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Seen OK =
            new Seen("StopInstance", "tea-acs3-json-http", "OK", "LifeIT.stops", "API reference");
    private static final Seen REFUSED = new Seen(
            "StopInstance", "core-v1-json-http", "IncorrectInstanceStatus", "LifeIT.refuses", "guide 2019: 3.2");

    @Test
    void anActionIsMarkedWhereItWasAnswered() {
        String page = Page.of(List.of(OK, REFUSED));
        assertThat(page).contains("| StopInstance |   |   |   |   |   | ✓ |   |   |\n");
        assertThat(page).contains("- answers: `IncorrectInstanceStatus`, `OK`\n");
        assertThat(page).contains("- read from: API reference, guide 2019: 3.2\n");
        assertThat(page).contains("- tests: `LifeIT.refuses`, `LifeIT.stops`\n");
    }

    @Test
    void thePageDoesNotDependOnTheOrderOfTheRun() {
        assertThat(Page.of(List.of(OK, REFUSED))).isEqualTo(Page.of(List.of(REFUSED, OK)));
    }

    @Test
    void whatWasSeenIsReadAgain(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run/seen.json");
        try (Log log = new Log(file)) {
            log.add(OK);
            log.add(OK);
            log.add(REFUSED);
        }
        assertThat(Log.read(file)).containsExactlyInAnyOrder(OK, REFUSED);
    }
}
