package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.Dialect.Generation;
import io.opsbus.conformance.coverage.Log;
import io.opsbus.conformance.coverage.Page;
import io.opsbus.conformance.coverage.Seen;
import io.opsbus.conformance.coverage.Served;
import io.opsbus.conformance.suite.Wires;
import io.opsbus.conformance.suite.WithLog;
import io.opsbus.conformance.suite.WithWires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Looks back on the whole run, and so runs last; alone it has nothing to look at. */
@Isolated
@Order(Integer.MAX_VALUE)
@ExtendWith({WithWires.class, WithLog.class})
class CoverageIT {
    private static final Path PAGE = Path.of(System.getProperty("opsbus.home"), "docs", "coverage.md");

    @Test
    void everyActionTheSystemServesWasAnsweredToBothSdks(Wires wires, Log log) throws Exception {
        for (Generation generation : Generation.values()) {
            Set<String> answered = log.all().stream()
                    .filter(seen -> dialect(seen).generation() == generation)
                    .filter(seen -> seen.outcome().equals("OK"))
                    .map(Seen::action)
                    .collect(Collectors.toSet());
            assertThat(Served.by(wires.target()))
                    .as(generation.name())
                    .isNotEmpty()
                    .isSubsetOf(answered);
        }
    }

    @Test
    void thePageIsTheOneOfThisRun(Log log) throws Exception {
        String page = Page.of(log.all());
        if (Boolean.getBoolean("opsbus.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(marks(Files.readString(PAGE)))
                .as("rewrite it with -pl conformance -Dopsbus.docs.write=true")
                .isEqualTo(marks(page));
    }

    /** The table of the page: which codes a run happens to hear besides is no reason to rewrite it. */
    private static String marks(String page) {
        return page.substring(0, page.indexOf(Page.DETAILS));
    }

    private static Dialect dialect(Seen seen) {
        return Dialect.ALL.stream()
                .filter(dialect -> dialect.label().equals(seen.dialect()))
                .findFirst()
                .orElseThrow();
    }
}
