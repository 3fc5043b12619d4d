package io.opsbus.invocation.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of error codes: all there are, and the contract's one that is never told. */
class ErrorCodesPageTest {
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");
    private static final String NEVER = "SecurityGroupRuleDenied";

    private static List<String> lines() throws IOException {
        String page = Files.readString(Path.of("README.md"));
        String section = page.substring(page.indexOf("| `ErrorCode` | told when |"));
        return section.substring(0, section.indexOf("\n\n")).lines().skip(2).toList();
    }

    @Test
    void everyCodeHasItsLine() throws IOException {
        Stream<String> told = lines().stream()
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(codes -> WORD.matcher(codes).results())
                .map(MatchResult::group)
                .map(word -> word.replace("`", ""));
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Arrays.stream(ErrorCode.values()).map(ErrorCode::word), Stream.of(NEVER))
                                .toList());
    }

    @Test
    void theOneThatIsNeverToldIsSaidToBe() throws IOException {
        assertThat(lines())
                .filteredOn(line -> line.contains("**never**"))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("| `" + NEVER + "` |"));
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::word)).doesNotContain(NEVER);
    }
}
