package io.opsbus.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownNamesTest {
    private static final Path HOME =
            Path.of(System.getProperty("opsbus.home", ".")).toAbsolutePath();
    private static final List<String> MODULES = List.of(
            "command-service",
            "event-service",
            "gateway",
            "instance-service",
            "invocation-service",
            "notifier-service",
            "queue-service");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern PROPERTY = Pattern.compile("opsbus(\\.([a-z0-9-]+|[A-Z]+)(\\[n])?)+");
    private static final Pattern READ = Pattern.compile(
            "(?:given\\.[a-z]+\\(|text\\(\\w+, |number\\(\\w+, |\\$\\{)\\s*\"?(opsbus\\.[a-z0-9.-]+)[\":}]");

    @ParameterizedTest
    @CsvSource(textBlock = """
            OPSBUS_INVOCATION_SIMULATED_AGENTS
            OPSBUS_INVOCATION_SIMULATEDAGENTS
            OPSBUS_NOTIFIER_ATTEMPTTIMEOUT
            OPSBUS_NOTIFIER_EGRESS_ACCOUNTS_12_ALLOW
            OPSBUS_NOTIFIER_FUNCTIONS_0_HEADERS_X_TENANT
            OPSBUS_REGIONS
            """)
    void whatAServiceReadsIsKnown(String name) {
        assertThat(KnownNames.has(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            OPSBUS_INVOCATION_SIMULATED_AGENT,     OPSBUS_INVOCATION_SIMULATED_AGENTS
            OPSBUS_NOTIFIER_EGRES_ALLOW,           OPSBUS_NOTIFIER_EGRESS_ALLOW
            OPSBUS_NOTIFIER_FUNCTIONS_3_ULR,       OPSBUS_NOTIFIER_FUNCTIONS_0_URL
            OPSBUS_EVENT_WHATEVER_THIS_MAY_BE,
            """)
    void whatIsNotKnownWasMaybeMeantToBeWhatIsNear(String name, String near) {
        assertThat(KnownNames.has(name)).isFalse();
        assertThat(KnownNames.nearest(name).orElse(null)).isEqualTo(near);
    }

    /** Rows of the READMEs' tables: {@code opsbus.a.b}, and {@code .c} for {@code opsbus.a.c}. */
    @Test
    void whatTheReadmesTellOfIsKnown() throws IOException {
        Set<String> told = new TreeSet<>();
        for (String module : MODULES) {
            Files.readAllLines(HOME.resolve(module).resolve("README.md")).stream()
                    .filter(line -> line.startsWith("| `opsbus."))
                    .forEach(line -> told.addAll(names(line.substring(0, line.indexOf('|', 1)))));
        }

        assertThat(told).hasSizeGreaterThan(120);
        assertThat(told).filteredOn(Names::isOfServices).allMatch(KnownNames::has);
    }

    private static Set<String> names(String cell) {
        Set<String> names = new TreeSet<>();
        String before = "";
        for (String word :
                QUOTED.matcher(cell).results().map(found -> found.group(1)).toList()) {
            String property = word.startsWith(".") ? before.substring(0, before.lastIndexOf('.')) + word : word;
            if (PROPERTY.matcher(property).matches()) {
                before = property;
                names.add(variable(property));
            }
        }
        return names;
    }

    @Test
    void whatTheirSourcesReadByItsWholeNameIsKnown() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String module : MODULES) {
            try (var files = Files.walk(HOME.resolve(module).resolve("src/main"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (file.toString().matches(".*\\.(java|yml|properties)")) {
                        READ.matcher(Files.readString(file))
                                .results()
                                .map((MatchResult found) -> variable(found.group(1)))
                                .forEach(read::add);
                    }
                }
            }
        }

        assertThat(read).hasSizeGreaterThan(25);
        assertThat(read).filteredOn(Names::isOfServices).allMatch(KnownNames::has);
    }

    private static String variable(String property) {
        return property.replace("[n]", "_0").replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
