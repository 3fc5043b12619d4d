package io.opsbus.standalone.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.compose.ComposeFile.Service;
import io.opsbus.standalone.compose.ComposeFile.Variable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What deploy/README.md says of the compose file. */
class ComposeFileTest {
    private static final Pattern HOST = Pattern.compile("(?:https?|jdbc:postgresql)://([a-z][a-z0-9-]*):(\\d+)");
    /** The images of others write beside their programs when they start. */
    private static final Set<String> WRITING = Set.of("kafka", "registry");

    private final ComposeFile file = ComposeFile.read();

    @Test
    void whatIsPublishedIsOnThisMachineOnlyButTheAgentsPortWhenItIsOpened() {
        file.services()
                .forEach((name, service) ->
                        assertThat(service.list("ports")).as(name).allMatch(port -> port.startsWith("127.0.0.1:")));
        assertThat(file.variables()).contains(new Variable("OPSBUS_AGENTS_BIND", Optional.of("127.0.0.1")));
        assertThat(ComposeFile.file("docker-compose.yml")
                        .lines()
                        .filter(line -> line.contains("AGENTS_BIND}") || line.contains("AGENTS_BIND:-")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("}:18444"));
    }

    @Test
    void everyContainerIsBounded() {
        file.services().forEach((name, service) -> {
            assertThat(service.text("mem_limit")).as(name).matches("\\d+m");
            assertThat(service.text("cpus")).as(name).isNotEmpty();
            assertThat(service.list("cap_drop")).as(name).containsExactly("ALL");
            assertThat(service.list("security_opt")).as(name).containsExactly("no-new-privileges:true");
            assertThat(service.has("healthcheck")).as(name).isTrue();
            assertThat(service.has("logging")).as(name).isTrue();
            assertThat(service.text("restart")).as(name).isEqualTo("unless-stopped");
            assertThat(service.text("read_only")).as(name).isEqualTo(WRITING.contains(name) ? "" : "true");
            assertThat(service.has("networks")).as(name).isNotEqualTo(service.has("network_mode"));
            assertThat(service.has("ports") && service.has("network_mode"))
                    .as(name)
                    .isFalse();
        });
    }

    @Test
    void whoIsCalledIsThere() {
        var names = new TreeSet<>(file.services().keySet());
        names.removeIf(name -> file.service(name).has("network_mode"));
        file.services().values().forEach(service -> names.addAll(service.aliases()));
        file.services()
                .forEach((name, service) -> service.environment()
                        .forEach((setting, value) -> HOST.matcher(value)
                                .results()
                                .forEach(host -> assertThat(names)
                                        .as(name + " " + setting)
                                        .contains(host.group(1)))));
        file.services()
                .forEach((name, service) ->
                        assertThat(file.services().keySet()).as(name).containsAll(service.list("depends_on")));
    }

    @Test
    void agentsComeInByAFrontThatStaysWhileTheServiceIsStartedAnew() {
        Service network = file.service("agents-network");
        Service front = file.service("agents-front");
        Service service = file.service("invocation-service");
        assertThat(network.aliases()).containsExactly("invocation-service");
        assertThat(network.list("ports")).containsExactlyInAnyOrder("127.0.0.1:18084:18084", "127.0.0.1:18444:18444");
        for (Service one : List.of(front, service)) {
            assertThat(one.text("network_mode")).isEqualTo("service:agents-network");
            assertThat(one.list("depends_on")).contains("agents-network");
        }
        assertThat(front.list("depends_on")).containsExactly("agents-network");
        Map<String, String> settings = service.environment();
        assertThat(front.list("command"))
                .containsExactly("0.0.0.0", "18444", settings.get("OPSBUS_INVOCATION_AGENTS_PORT"));
        assertThat(settings)
                .containsEntry("OPSBUS_INVOCATION_AGENTS_BIND", "127.0.0.1")
                .containsEntry("OPSBUS_INVOCATION_AGENTS_PROXIED", "true")
                .containsEntry("OPSBUS_INVOCATION_AGENTS_KEYSTORE", "/etc/opsbus/agents.p12");
        assertThat(front.environment()).as("it holds no secret").containsOnlyKeys("OPSBUS_JAVA_OPTIONS");
    }

    @Test
    void everyImageOfOursIsBuilt() {
        List<String> built = ComposeFile.file("deploy/images/services.txt")
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        Set<String> used = new TreeSet<>();
        file.services().values().stream()
                .map(service -> service.text("image"))
                .filter(image -> image.startsWith("ghcr.io/opsbus/"))
                .forEach(image -> used.add(image.replaceAll("^ghcr.io/opsbus/(.*):0\\.1\\.0$", "$1")));
        assertThat(built).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void everyVariableIsExplainedAndWhatMustBeSetIsMade() {
        String page = ComposeFile.file("deploy/README.md");
        String made = ComposeFile.file("deploy/make-env.sh");
        for (Variable variable : file.variables()) {
            assertThat(page).contains("`" + variable.name() + "`");
            if (variable.usual().isEmpty()) {
                assertThat(made).contains(variable.name().replaceAll("^OPSBUS_(POSTGRES|\\w+_DB)_PASSWORD$", "$1"));
            }
        }
    }

    /** The engine's proxy stands between: no operator comes from the loopback address a container sees. */
    @Test
    void operatorsComeInThroughTheEnginesProxyByTheirToken() {
        Map.of(
                        "event-service",
                        "OPSBUS_EVENT_",
                        "notifier-service",
                        "OPSBUS_NOTIFIER_",
                        "gateway",
                        "OPSBUS_GATEWAY_",
                        "instance-service",
                        "OPSBUS_",
                        "invocation-service",
                        "OPSBUS_")
                .forEach((name, prefix) -> assertThat(file.service(name).environment())
                        .as(name)
                        .containsEntry(prefix + "OPERATOR_TOKEN", "<OPSBUS_GATEWAY_OPERATOR_TOKEN>"));
        Map.of("event-service", "EVENT", "gateway", "GATEWAY", "instance-service", "INSTANCE")
                .forEach((name, word) -> assertThat(file.service(name).environment())
                        .as(name)
                        .containsEntry("OPSBUS_" + word + "_REMOTE_ADMIN", "true"));
    }

    @Test
    void whatAgentsMayTakeIsWhereTheServiceLooksAndTheContainerOnlyReadsIt() {
        Service service = file.service("invocation-service");
        String folder = service.environment().get("OPSBUS_INVOCATION_AGENTS_RELEASES");
        assertThat(service.list("volumes")).contains("./deploy/agent-releases:" + folder + ":ro");
        assertThat(new DataFolder(Path.of("deploy")).agentReleases())
                .as("what agents publish --data deploy writes to")
                .isEqualTo(Path.of("deploy/agent-releases"));
    }

    /** A setting that is not given is one that is not set. */
    @Test
    void thereIsNoObjectStoreUnlessOneIsGiven() {
        Map<String, String> settings = file.service("invocation-service").environment();
        assertThat(settings)
                .containsEntry("OPSBUS_INVOCATION_OSS_ENDPOINT", "")
                .containsEntry("OPSBUS_INVOCATION_OSS_ACCESS_KEY_ID", "")
                .containsEntry("OPSBUS_INVOCATION_OSS_ACCESS_KEY_SECRET", "")
                .containsEntry("OPSBUS_INVOCATION_OSS_BUCKETS", "")
                .containsEntry("OPSBUS_INVOCATION_OSS_REGION", "us-east-1")
                .containsEntry("OPSBUS_INVOCATION_OSS_ADDRESSING", "path")
                .containsEntry("OPSBUS_INVOCATION_OSS_ALLOW_PLAINTEXT", "false")
                .containsEntry("OPSBUS_INVOCATION_OSS_TIMEOUT", "30s")
                .containsEntry("OPSBUS_INVOCATION_OSS_PATIENCE", "1d");
        assertThat(file.services())
                .allSatisfy((name, service) -> assertThat(
                                service.environment().keySet().stream().filter(setting -> setting.contains("_OSS_")))
                        .hasSize(name.equals("invocation-service") ? 9 : 0));
    }
}
