package io.opsbus.conformance.coverage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.opsbus.conformance.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** {@code docs/coverage.md}: which action was verified by which client, how, and in which test. */
public final class Page {
    /** What follows the table. */
    public static final String DETAILS = "## Answers and tests";

    private static final String OK = "OK";

    private Page() {}

    /**
     * Writes the page of a run.
     *
     * @param arguments the run's file and the page's
     */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[1]), of(Log.read(Path.of(arguments[0]))));
    }

    /** The page, in Markdown. */
    public static String of(Collection<Seen> seen) {
        Map<String, List<Seen>> actions = new TreeMap<>(seen.stream().collect(groupingBy(Seen::action)));
        return HEAD + table(actions) + "\n" + DETAILS + "\n\n" + details(actions);
    }

    private static String table(Map<String, List<Seen>> actions) {
        String names = Dialect.ALL.stream().map(Dialect::label).collect(joining(" | "));
        StringBuilder table = new StringBuilder("| action | " + names + " |\n");
        table.append("|---|").append(":-:|".repeat(Dialect.ALL.size())).append('\n');
        actions.forEach((action, seen) -> table.append("| ")
                .append(action)
                .append(" | ")
                .append(Dialect.ALL.stream()
                        .map(dialect -> isVerified(seen, dialect) ? "✓" : " ")
                        .collect(joining(" | ")))
                .append(" |\n"));
        return table.toString();
    }

    private static boolean isVerified(List<Seen> seen, Dialect dialect) {
        return seen.stream()
                .anyMatch(one ->
                        one.dialect().equals(dialect.label()) && one.outcome().equals(OK));
    }

    private static String details(Map<String, List<Seen>> actions) {
        StringBuilder text = new StringBuilder();
        actions.forEach((action, seen) -> {
            text.append("### ").append(action).append('\n');
            text.append("- answers: ").append(listed(seen, Seen::outcome)).append('\n');
            text.append("- read from: ").append(listed(seen, Seen::source)).append('\n');
            text.append("- tests: ").append(listed(seen, Seen::test)).append("\n\n");
        });
        return text.toString();
    }

    private static String listed(List<Seen> seen, Function<Seen, String> what) {
        return seen.stream().map(what).collect(java.util.stream.Collectors.toCollection(TreeSet::new)).stream()
                .map(one -> one.contains(" ") ? one : "`" + one + "`")
                .collect(joining(", "));
    }

    private static final String HEAD = """
            # What the official SDKs were seen to do

            Generated from a run of [conformance](../conformance) and checked by it; do not edit. A mark: the SDK called the action, its typed
            classes decoded the answer, and nothing of the answer was lost. `core` is `aliyun-java-sdk-core` with `aliyun-java-sdk-ecs` and
            `aliyun-java-sdk-cms`, `tea` is `ecs20140526` and `cms20190101`; `v1` is the HMAC-SHA1 signature, `acs3` ACS3-HMAC-SHA256. None of this was compared with the real service: the
            demands were read from the SDKs, the API reference and the guide, as each test's `@VerifiedAgainst` says.

            """;
}
