package io.opsbus.notifier.channel.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.wiring.settings.Egress;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaysTest {
    private static final EgressPolicy NOTHING_SET = EgressPolicy.allowing("");
    private static final EgressPolicy OPENED = EgressPolicy.allowing("10.1.0.0/16,fd00::/8");

    @ParameterizedTest
    @CsvSource({
        "https://a.example/, ''",
        "https://a.example:8443/, ''",
        "HTTPS://a.example:443/, ''",
        "http://a.example/, opsbus.notifier.egress.schemes",
        "http://a.example:8443/, opsbus.notifier.egress.schemes",
        "https://a.example:22/, opsbus.notifier.egress.ports",
        "https://a.example:6379/, opsbus.notifier.egress.ports",
        "https://8.8.8.8:25/, opsbus.notifier.egress.ports",
        "'https://[2a00::1]:25/', opsbus.notifier.egress.ports"
    })
    void withoutSettingsOnlyHttpsGoesOutAndOnlyToPortsOfWebServers(String url, String setting) {
        var complaint = NOTHING_SET.complaint(URI.create(url));
        assertThat(complaint.isPresent()).isEqualTo(!setting.isEmpty());
        assertThat(complaint.orElse("")).contains(setting);
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.1.2.3:9000/, true",
        "'http://[fd00::1]:9000/', true",
        "http://inside.example:9000/, true",
        "http://10.2.0.1/, false",
        "http://8.8.8.8/, false"
    })
    void anOpenedBlockMayBeCalledInAnyWayAndANameMayLeadThere(String url, boolean taken) {
        assertThat(OPENED.complaint(URI.create(url)).isEmpty()).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, http, 9000, ''",
        "10.2.2.3, https, 443, opsbus.notifier.egress.allow",
        "8.8.8.8, https, 443, ''",
        "8.8.8.8, http, 80, opsbus.notifier.egress.schemes",
        "8.8.8.8, https, 25, opsbus.notifier.egress.ports"
    })
    void theDialIsAskedAgainOfTheAddressItself(String address, String scheme, int port, String setting) {
        var refusal = OPENED.refusal(InetAddress.ofLiteral(address), scheme, port);
        assertThat(refusal.isPresent()).isEqualTo(!setting.isEmpty());
        assertThat(refusal.orElse("")).contains(setting);
    }

    @Test
    void settingsWidenWhatGoesOut() {
        var wide = new Egress("", "http, HTTPS", "80,8000-8999", "", List.of()).policy();
        assertThat(wide.complaint(URI.create("http://a.example:8999/"))).isEmpty();
        assertThat(wide.complaint(URI.create("http://a.example/"))).isEmpty();
        assertThat(wide.complaint(URI.create("https://a.example/"))).isPresent();
        assertThat(wide.complaint(URI.create("http://a.example:9000/"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp, 443, opsbus.notifier.egress.schemes",
        "'', 443, opsbus.notifier.egress.schemes",
        "https, 0, opsbus.notifier.egress.ports",
        "https, 65536, opsbus.notifier.egress.ports",
        "https, 9-8, opsbus.notifier.egress.ports",
        "https, web, opsbus.notifier.egress.ports"
    })
    void settingsThatMeanNothingStopTheStartByName(String schemes, String ports, String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Egress("", schemes, ports, "", List.of()))
                .withMessageContaining(setting);
    }

    @ParameterizedTest
    @CsvSource({"webhook, url", "function, url", "robot, url", "log-store, endpoint", "queue, endpoint"})
    void everyTargetWithAnAddressIsLookedAt(String type, String field) {
        Map<String, Object> form = new HashMap<>(Map.of("type", type, field, "http://a.example/"));
        if (type.equals("robot")) {
            form.put("family", "dingtalk");
        }
        if (type.equals("queue")) {
            form.putAll(Map.of("queue", "q", "accessKeyId", "id", "accessKeySecret", "s"));
        }
        var target = Target.read(form, new ArrayList<>()).orElseThrow();
        assertThat(new TargetEgress(NOTHING_SET).complaint("target", target))
                .map(FieldProblem::field)
                .contains("target." + field);
    }

    @Test
    void aSubscriptionsComplaintsNameTheField() {
        var plain = Given.subscription("a", Given.everything(), URI.create("http://a.example/"));
        assertThat(new TargetEgress(NOTHING_SET).complaints(plain))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains(Ways.SCHEMES));
        assertThat(new TargetEgress(OPENED).complaints(plain)).isEmpty();
    }
}
