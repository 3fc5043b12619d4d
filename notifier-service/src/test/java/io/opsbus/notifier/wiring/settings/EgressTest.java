package io.opsbus.notifier.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.egress.TargetEgress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What an operator sets is what is opened. */
class EgressTest {
    private static final String PREFIX = "opsbus.notifier.egress";
    private static final Egress SET = read(Map.of(
            PREFIX + ".allow",
            "10.1.0.0/16",
            PREFIX + ".accounts[0].account",
            Given.ACCOUNT.value(),
            PREFIX + ".accounts[0].allow",
            "10.2.0.0/16,10.3.0.0/16"));

    private static Egress read(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, Egress.class);
    }

    @Test
    void anAccountHasWhatIsOpenedToItAndWhatIsOpenedToAll() {
        var own = SET.policy().of(Given.ACCOUNT.value());
        var others = SET.policy().of("mallory");
        for (var address : new String[] {"10.1.0.1", "10.2.0.1", "10.3.0.1"}) {
            assertThat(own.allows(InetAddress.ofLiteral(address))).as(address).isTrue();
        }
        assertThat(others.allows(InetAddress.ofLiteral("10.1.0.1"))).isTrue();
        assertThat(others.allows(InetAddress.ofLiteral("10.2.0.1"))).isFalse();
        assertThat(read(Map.of()).policy().of("").allows(InetAddress.ofLiteral("10.2.0.1")))
                .isFalse();
    }

    @Test
    void whenATargetIsMadeItsAccountIsAsked() {
        var egress = new TargetEgress(SET.policy());
        var subscription = Given.subscription("a", Given.everything(), URI.create("http://10.2.0.1:9000/"));
        assertThat(egress.complaints(subscription)).isEmpty();
        assertThat(egress.of(new AccountId("mallory")).complaint("target", subscription.target()))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", " "})
    void anOpeningThatIsNobodysStopsTheStartByName(String account) {
        var wrong = Map.of(PREFIX + ".accounts[0].account", account, PREFIX + ".accounts[0].allow", "10.0.0.0/8");
        assertThatThrownBy(() -> read(wrong)).rootCause().hasMessageStartingWith(PREFIX + ".accounts[n].account");
    }
}
