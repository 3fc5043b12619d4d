package io.opsbus.standalone.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of further settings: each service has one, and what they offer is there. */
class FurtherSettingsTest {
    private static final ComposeFile FILE = ComposeFile.read();
    private static final String FOLDER = "deploy/settings/";
    private static final Pattern OFFER = Pattern.compile("#([A-Z0-9_]+)=(.+)");
    private static final Pattern WORD = Pattern.compile("`(\\.?[a-z][A-Za-z0-9.\\[\\]-]*)`");

    /** Whoever has a database has settings. */
    static List<String> services() {
        return FILE.services().entrySet().stream()
                .filter(one -> one.getValue().environment().containsKey("OPSBUS_POSTGRES_USER"))
                .map(one -> one.getKey())
                .toList();
    }

    private static Stream<String> offers(String service) {
        return ComposeFile.file(FOLDER + service + ".env")
                .lines()
                .map(OFFER::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1));
    }

    /** {@code opsbus.a.b-c[n].d} as environment. */
    private static String environment(String setting) {
        return setting.replace("[n]", ".0").replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * What a README says there is. A name that begins with a dot takes the place of the last part of the name before it; instance-service
     * tables its own below a prefix.
     */
    private static Set<String> settings(String service) {
        var all = new TreeSet<String>();
        String base = "opsbus";
        Matcher word = WORD.matcher(ComposeFile.file(service + "/README.md"));
        while (word.find()) {
            String name = word.group(1);
            if (name.startsWith("opsbus.")) {
                base = name.substring(0, name.lastIndexOf('.'));
                all.add(environment(name));
            } else {
                all.add(environment(base + (name.startsWith(".") ? "" : ".") + name));
                all.add(environment("opsbus." + service.replace("-service", "") + "." + name));
            }
            if (name.startsWith("simulated.")) {
                base = "opsbus.instance.simulated";
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("services")
    void itsFileIsReadAsBothGenerationsOfComposeReadOne(String service) {
        // docker-compose 1.29 knows plain names only
        assertThat(FILE.service(service).list("env_file")).containsExactly("./" + FOLDER + service + ".env");
    }

    @ParameterizedTest
    @MethodSource("services")
    void itOffersOnlySettingsThatThereAreAndThatComposeDoesNotSetItself(String service) {
        assertThat(ComposeFile.file(FOLDER + service + ".env").lines())
                .allMatch(line -> line.isEmpty() || line.startsWith("#"));
        assertThat(offers(service))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .isSubsetOf(settings(service))
                .doesNotContainAnyElementsOf(FILE.service(service).environment().keySet());
    }

    @Test
    void everyFileIsOfAService() throws Exception {
        try (var files = Files.list(ComposeFile.HOME.resolve(FOLDER))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".env", "")))
                    .containsExactlyInAnyOrderElementsOf(services());
        }
    }
}
