package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.backbone.BackboneLayout;
import io.opsbus.standalone.settings.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HostEnvironmentTest {
    private static final Path HOME = Path.of("/checkout");
    private static final Settings SETTINGS = new Settings(HOME, HOME.resolve("data"), new Ports(0), null, null, null);

    private static Map<String, String> environment(Map<String, String> given) {
        var secrets = new HostSecrets(
                Path.of("/keys/master.key"), "internal", "token", new BuiltInAccount("1", "id", "secret"));
        var tls = new Tls(Path.of("/tls/ca.pem"), Path.of("/tls/gateway.p12"), "password");
        return new HostEnvironment(SETTINGS, tls, secrets, given)
                .of(Database.of(SETTINGS, new BackboneLayout(HOME), given));
    }

    @Test
    void whatIsFixedIsListedAndNothingElseIs() throws IOException {
        var fixed = new TreeSet<>(
                environment(Map.of("OPSBUS_GATEWAY_MASTER_KEY", "his")).keySet());
        fixed.removeIf(Names::isOfServices);
        fixed.removeAll(java.util.List.of(Settings.ENV_POSTGRES_USER, Settings.ENV_POSTGRES_PASSWORD));

        assertThat(fixed).isEqualTo(new TreeSet<>(Names.FIXED));
        assertThat(Files.readString(FrontDoor.HOME.resolve("README.md")))
                .contains(Names.FIXED.stream().map(name -> "`" + name + "`").toList());
    }

    @Test
    void whatAnOperatorOpensIsOpenedBesideThisMachine() {
        assertThat(environment(Map.of()))
                .containsEntry("OPSBUS_NOTIFIER_EGRESS_ALLOW", "127.0.0.0/8")
                .extractingByKey("OPSBUS_NOTIFIER_EGRESS_OWN")
                .asString()
                .startsWith("127.0.0.0/8:18080,");
        assertThat(environment(Map.of(
                        "OPSBUS_NOTIFIER_EGRESS_ALLOW", "10.0.0.0/8",
                        "OPSBUS_NOTIFIER_EGRESS_OWN", "ops.example")))
                .containsEntry("OPSBUS_NOTIFIER_EGRESS_ALLOW", "10.0.0.0/8,127.0.0.0/8")
                .extractingByKey("OPSBUS_NOTIFIER_EGRESS_OWN")
                .asString()
                .startsWith("ops.example,127.0.0.0/8:18080,");
    }

    @Test
    void theNotifierHasTheKeyItIsGiven() {
        String file = "OPSBUS_NOTIFIER_SECRETS_MASTER_KEY_FILE";
        assertThat(environment(Map.of())).containsEntry(file, "/keys/master.key");
        assertThat(environment(Map.of(file, "/keys/notifier.key"))).doesNotContainKey(file);
        assertThat(environment(Map.of("OPSBUS_NOTIFIER_SECRETS_MASTER_KEY", "AAAA")))
                .doesNotContainKey(file);
        assertThat(environment(Map.of(file, "/keys/notifier.key")))
                .as("the gateway keeps its own")
                .containsEntry("OPSBUS_GATEWAY_MASTER_KEY_FILE", "/keys/master.key");
    }

    @Test
    void simulatedInstancesHaveAgentsUnlessSomebodySaysOtherwise() {
        String name = "OPSBUS_INVOCATION_SIMULATED_AGENTS";
        assertThat(environment(Map.of())).containsEntry(name, "true");
        assertThat(environment(Map.of(name, "false"))).as("as it was given").doesNotContainKey(name);
    }

    @Test
    void theGatewaysKeyStaysTheFoldersWhateverIsGiven() {
        assertThat(environment(Map.of("OPSBUS_GATEWAY_MASTER_KEY", "AAAA")))
                .containsEntry("OPSBUS_GATEWAY_MASTER_KEY", "")
                .containsEntry("OPSBUS_GATEWAY_MASTER_KEY_FILE", "/keys/master.key");
    }
}
