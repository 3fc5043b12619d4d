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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorsTest {
    private static final EgressPolicy POLICY = new Egress(
                    "127.0.0.0/8,::1",
                    "https,http",
                    "80,443,18080",
                    "127.0.0.0/8:18080, [::1]:18080,Ops.Example,8.8.8.8",
                    List.of())
            .policy();

    /** A gateway of this system stands before its queues too. */
    @Test
    void aQueueMayBeBehindADoorOfOurs() {
        var door = "http://127.0.0.1:18080";
        var targets = new TargetEgress(POLICY);
        var queue = Map.of(
                "type", "queue", "queue", "q", "endpoint", door, "accessKeyId", "id", "accessKeySecret", "secret");
        assertThat(targets.complaint("target", target(queue))).isEmpty();
        assertThat(targets.complaint("target", target(Map.of("type", "webhook", "url", door))))
                .isPresent();
    }

    private static Target target(Map<String, String> form) {
        var problems = new ArrayList<FieldProblem>();
        return Target.read(form, problems).orElseThrow(() -> new AssertionError(problems));
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:18080/, true",
        "http://127.9.9.9:18080/x, true",
        "'http://[::1]:18080/', true",
        "http://127.0.0.1:18081/, false",
        "https://ops.example/, true",
        "https://OPS.example.:443/, true",
        "http://ops.example:18080/, true",
        "https://hooks.ops.example/, false",
        "https://8.8.8.8/, true",
        "https://8.8.4.4/, false"
    })
    void aTargetThatIsThisSystemIsRefusedWhenItIsMade(String url, boolean refused) {
        assertThat(POLICY.complaint(URI.create(url)).isPresent()).isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 127.0.0.1, 18080, true",
        "another.example, 127.0.0.2, 18080, true",
        "another.example, 127.0.0.2, 80, false",
        "another.example, ::1, 18080, true",
        "another.example, 8.8.8.8, 443, true",
        "ops.example, 8.8.4.4, 443, true",
        "other.example, 8.8.4.4, 443, false"
    })
    void theDialIsAskedAgainByWhateverName(String host, String address, int port, boolean refused) {
        assertThat(POLICY.refusal(host, InetAddress.ofLiteral(address), "http", port)
                        .isPresent())
                .isEqualTo(refused);
    }

    @Test
    void theSettingIsNamed() {
        var plain = Given.subscription("a", Given.everything(), URI.create("http://127.0.0.1:18080/"));
        assertThat(new TargetEgress(POLICY).complaints(plain))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains(Doors.SETTING));
        assertThat(new Egress("127.0.0.0/8", "https", "443", "", List.of())
                        .policy()
                        .complaint(URI.create("http://127.0.0.1:18080/")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.0/8:0", "gateway:web", "127.0.0.0/99", "300.1.1.1", ":80", "[::1]:65536"})
    void whatMeansNothingStopsTheStartByName(String own) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Egress("", "https", "443", own, List.of()))
                .withMessageContaining(Doors.SETTING)
                .withMessageContaining(own);
    }
}
