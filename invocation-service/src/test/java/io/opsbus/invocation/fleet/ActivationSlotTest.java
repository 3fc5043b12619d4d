package io.opsbus.invocation.fleet;

import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.Decision.Accepted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationSlotTest {
    private final List<String> told = new ArrayList<>();
    private ActivationSlot slot = slot(0, List.of());

    private static ActivationSlot slot(int registered, List<String> networks) {
        var rules = new Activation.Rules(100, Duration.ofHours(4), "", "web", "", new Labels(Map.of(), ""));
        var activation = new Activation(ActivationId.ofHex("a".repeat(32)), Given.ALICES, NOON, "hash", rules, false);
        return new ActivationSlot(activation, registered, 0, networks, null);
    }

    private void register(String address) {
        var asked = new Registration(
                new Registration.Activation("a", "code"),
                new Registration.Machine("m", "cn-hangzhou", "", "h", "", "linux", "L", "1"),
                "key",
                Map.of(),
                address);
        var decision = slot.register(
                asked, "hash", new InstanceId("mi-" + slot.registered()), new Standing.Registered(), NOON);
        assertThat(decision).isInstanceOfSatisfying(Accepted.class, yes -> {});
        if (decision instanceof Accepted<ActivationSlot, InstanceId, FleetAlert>(var after, var _, var facts, var _)) {
            slot = Objects.requireNonNull(after);
            facts.forEach(fact -> told.add(((FleetAlert.NewNetwork) fact).network()));
        }
    }

    @Test
    void theFirstMachineSaysWhereTheyComeFromAndEachFurtherNetworkIsToldOnce() {
        for (String address : List.of(
                "10.0.0.9",
                "10.0.0.200",
                "10.0.1.9",
                "10.0.0.9",
                "10.0.1.77",
                "2001:db8:1::9",
                "2001:db8:1:ffff::1",
                "2001:db8:2::9",
                "::ffff:10.0.1.5")) {
            register(address);
        }
        assertThat(told).containsExactly("10.0.1.0/24", "2001:db8:1:0:0:0:0:0/48", "2001:db8:2:0:0:0:0:0/48");
        assertThat(slot.registered()).as("nobody was refused").isEqualTo(9);
    }

    @Test
    void soManyNetworksAreRememberedAndOthersToldOfEachTime() {
        for (int network = 0; network < 40; network++) {
            register("10.0." + network + ".1");
        }
        assertThat(told).hasSize(39);
        assertThat(slot.networks()).hasSize(32).startsWith("10.0.0.0/24").endsWith("10.0.31.0/24");
        register("10.0.39.1");
        register("10.0.3.1");
        assertThat(told).hasSize(40).endsWith("10.0.39.0/24");
    }

    @Test
    void ofAnActivationThatIsOlderThanThisTheNextMachineIsTheFirst() {
        slot = slot(5, List.of());
        register("10.0.0.9");
        assertThat(told).isEmpty();
        register("10.0.1.9");
        assertThat(told).containsExactly("10.0.1.0/24");
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, 10.1.2.0/24", "2001:db8:1:2::3, 2001:db8:1:0:0:0:0:0/48", "nowhere, ", "'', "})
    void anAddressIsInANetwork(String address, String network) {
        assertThat(AddressRange.around(address).map(AddressRange::text).orElse(null))
                .isEqualTo(network);
    }
}
