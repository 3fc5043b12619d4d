package io.opsbus.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HomePageTest {
    private static final Pattern PORT = Pattern.compile("\\{\\{(\\w+)}}");

    private static String template() throws IOException {
        try (var in = HomePage.class.getResourceAsStream("/gateway/home.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The page as it is, with every port it names but that of https. */
    private static HomePage page(Map<String, Integer> more) throws IOException {
        var ports = new HashMap<>(more);
        PORT.matcher(template())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals("https"))
                .forEach(name -> ports.put(name, 1));
        return HomePage.of(template(), ports);
    }

    @Test
    void portsAreFilledInAndTheStyleIsAllowedByItsHash() {
        HomePage page = HomePage.of("<style>a{}</style>{{event}}", Map.of("event", 18081));
        assertThat(page.html(Map.of())).isEqualTo("<style>a{}</style>18081");
        assertThat(page.contentSecurityPolicy())
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
    }

    @Test
    void aPortThePageNamesMustBeKnown() {
        assertThatIllegalArgumentException().isThrownBy(() -> HomePage.of("<style></style>{{x}}", Map.of()));
    }

    @Test
    void httpsIsShownWhereItIsOn() throws IOException {
        assertThat(page(Map.of()).html(Map.of())).doesNotContain("https");
        assertThat(page(Map.of("https", 28443)).html(Map.of())).contains(", https 28443");
    }

    @Test
    void aServiceRunsIsAwayOrWasNeverHeardOf() throws IOException {
        String html = page(Map.of()).html(Map.of("event-service", 2, "notifier-service", 0));
        assertThat(state(html, "gateway")).contains("运行中", "running");
        assertThat(state(html, "event-service")).contains("运行中", "running");
        assertThat(state(html, "notifier-service")).contains("离线", "away");
        assertThat(state(html, "queue-service")).contains("未报到", "not heard of");
    }

    private static String state(String html, String service) {
        return html.lines()
                .filter(line -> line.contains(">" + service + "<"))
                .findFirst()
                .map(line -> line.substring(line.lastIndexOf("<td>")))
                .orElseThrow();
    }

    @Test
    void everyColumnAndRowHasAHeadAndEnglishIsMarkedAsWhatItIs() throws IOException {
        String html = page(Map.of()).html(Map.of());
        assertThat(html).doesNotContain("<th>", "<small", "待实现", "href=\"/prometheus\"");
        assertThat(Pattern.compile("<table>").matcher(html).results()).hasSize(2);
        assertThat(Pattern.compile("<thead>").matcher(html).results()).hasSize(2);
        html.lines()
                .filter(line -> line.startsWith("<tr>"))
                .forEach(line ->
                        assertThat(line).startsWith("<tr><th scope=\"row\">").contains("lang=\"en\""));
    }
}
