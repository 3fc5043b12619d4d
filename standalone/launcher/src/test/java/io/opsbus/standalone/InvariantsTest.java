package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** INVARIANTS.md names only tests that are there, and each rule has a number of its own. */
class InvariantsTest {
    private static final Pattern TEST_NAME = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))`");
    private static final Pattern NUMBER = Pattern.compile("^[0-9]+\\.", Pattern.MULTILINE);

    @Test
    void everyTestTheInvariantsNameExists() throws IOException {
        Set<String> named = TEST_NAME
                .matcher(Files.readString(FrontDoor.HOME.resolve("INVARIANTS.md")))
                .results()
                .map((MatchResult found) -> found.group(1) + ".java")
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(sources()).containsAll(named);
    }

    @Test
    void noTwoHaveTheSameNumber() throws IOException {
        assertThat(NUMBER.matcher(Files.readString(FrontDoor.HOME.resolve("INVARIANTS.md")))
                        .results()
                        .map(MatchResult::group))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }

    private static Set<String> sources() throws IOException {
        try (var files = Files.walk(FrontDoor.HOME, 12)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .collect(Collectors.toSet());
        }
    }
}
