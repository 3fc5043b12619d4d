package io.opsbus.standalone.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code deploy/prometheus} asks for metrics that there are, of every service, and docs/operations.md says why. */
class AlertsTest {
    private static final Pattern OURS = Pattern.compile("opsbus_[a-z_]+");

    /** Where meters of ours are made, and their names in full or below {@code opsbus.notifier.}. */
    private static final List<String> METERS = List.of(
            "gateway/src/main/java/io/opsbus/gateway/wiring/meter/CallMeters.java",
            "event-service/src/main/java/io/opsbus/event/wiring/HealthBeans.java",
            "notifier-service/src/main/java/io/opsbus/notifier/wiring/MeterBeans.java");

    private static Map<?, ?> yaml(String name) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(ComposeFile.file("deploy/prometheus/" + name));
    }

    private static Stream<Map<?, ?>> rules() {
        return list(yaml("alerts.yml").get("groups")).flatMap(group -> list(group.get("rules")));
    }

    private static Stream<Map<?, ?>> list(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream().map(one -> (Map<?, ?>) one) : Stream.empty();
    }

    @Test
    void everyMetricOfOursIsOneThatAServiceHas() {
        String sources =
                String.join("\n", METERS.stream().map(ComposeFile::file).toList());
        rules().map(rule -> String.valueOf(rule.get("expr")))
                .flatMap(expression -> OURS.matcher(expression).results().map(MatchResult::group))
                .map(metric -> metric.replaceAll("_(total|seconds(_(count|sum|max|bucket))?)$", "")
                        .replace('_', '.'))
                .forEach(meter -> assertThat(sources)
                        .containsAnyOf(
                                "\"" + meter + "\"", "\"" + meter.replaceFirst("^opsbus\\.notifier\\.", "") + "\""));
    }

    @Test
    void everyAlertIsExplained() {
        String page = ComposeFile.file("docs/operations.md");
        var names = new TreeSet<String>();
        rules().forEach(rule -> names.add(String.valueOf(rule.get("alert"))));
        assertThat(names).hasSizeGreaterThanOrEqualTo(10);
        assertThat(Pattern.compile("(?m)^\\| `(OpsBus\\w+)` \\|").matcher(page).results())
                .extracting(found -> found.group(1))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyServiceIsLookedAtInBothWays() {
        var ports = new TreeSet<String>();
        FurtherSettingsTest.services()
                .forEach(name -> Stream.concat(
                                Stream.of(name),
                                name.equals("invocation-service") ? Stream.of("agents-network") : Stream.of())
                        .flatMap(service -> ComposeFile.read().service(service).list("ports").stream())
                        .map(port -> port.substring(port.lastIndexOf(':') + 1))
                        .filter(port -> !port.equals("18444"))
                        .forEach(port -> ports.add("127.0.0.1:" + port)));
        assertThat(ports).hasSize(FurtherSettingsTest.services().size());
        String scrape = ComposeFile.file("deploy/prometheus/scrape.yml");
        assertThat(yaml("scrape.yml").get("scrape_configs")).isNotNull();
        assertThat(yaml("blackbox.yml").get("modules")).isNotNull();
        for (String port : ports) {
            assertThat(scrape).contains("[\"" + port + "\"]", "- http://" + port + "/health\n");
        }
    }
}
