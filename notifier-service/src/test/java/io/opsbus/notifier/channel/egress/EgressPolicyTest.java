package io.opsbus.notifier.channel.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address table: what a webhook must never reach, however it is spelled. */
class EgressPolicyTest {
    private static final EgressPolicy DEFAULT = new EgressPolicy(List.of());

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getAllByName(text)[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.1.2.3",
                "127.255.255.255",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.0.170",
                "192.0.2.1",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "192.175.48.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                // spellings of IPv4 that resolvers accept
                "127.1",
                "2130706433",
                "169.254.43518",
                "1684301000",
                // IPv6
                "::",
                "::1",
                "0:0:0:0:0:0:0:1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::ffff:10.0.0.1",
                "::ffff:100.100.100.200",
                "::ffff:169.254.169.254",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2620:4f:8000::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
                "4000::1",
                "e000::1",
            })
    void anAddressThatOnlyWeCanReachIsDenied(String text) throws UnknownHostException {
        assertThat(DEFAULT.allows(address(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "47.91.1.1",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2001:4860:4860::8888",
                "2606:4700:4700::1111",
                "2400:3200::1",
            })
    void aPublicAddressIsAllowed(String text) throws UnknownHostException {
        assertThat(DEFAULT.allows(address(text))).isTrue();
    }

    @Test
    void anOperatorOpensExactlyTheBlocksNamed() throws UnknownHostException {
        var policy = EgressPolicy.allowing("127.0.0.0/8, fd00:1::/32,10.1.2.3");
        assertThat(policy.allows(address("127.0.0.1"))).isTrue();
        assertThat(policy.allows(address("::ffff:127.0.0.1"))).isTrue();
        assertThat(policy.allows(address("fd00:1:2::3"))).isTrue();
        assertThat(policy.allows(address("10.1.2.3"))).isTrue();
        assertThat(policy.allows(address("10.1.2.4"))).isFalse();
        assertThat(policy.allows(address("::1"))).isFalse();
        assertThat(policy.allows(address("fd00:2::1"))).isFalse();
        assertThat(EgressPolicy.allowing("").allows(address("127.0.0.1"))).isFalse();
    }

    @Test
    void whatIsOpenedToAnAccountIsOpenToNoOther() throws UnknownHostException {
        var policy = EgressPolicy.allowing("10.1.2.3")
                .opening("alice", "10.2.0.0/16")
                .opening("alice", "10.3.0.0/16")
                .opening("bob", "192.168.0.0/24");
        for (var own : List.of("10.1.2.3", "10.2.0.1", "10.3.0.1")) {
            assertThat(policy.of("alice").allows(address(own))).as(own).isTrue();
            assertThat(policy.of("alice").refusal(address(own), "http", 9000))
                    .as(own)
                    .isEmpty();
        }
        for (var other : List.of("", "bob", "Alice", "alice ", "*", "mallory")) {
            assertThat(policy.of(other).allows(address("10.2.0.1"))).as(other).isFalse();
            assertThat(policy.of(other).allows(address("10.1.2.3"))).as(other).isTrue();
        }
        assertThat(policy.of("alice").allows(address("192.168.0.1"))).isFalse();
        assertThat(policy.allows(address("10.2.0.1"))).as("without an account").isFalse();
        assertThat(policy.intoQueues().of("bob").allows(address("192.168.0.1"))).isTrue();
    }

    @Test
    void thisSystemItselfIsCalledByNobodyWhateverIsOpenedToHim() throws UnknownHostException {
        var policy =
                EgressPolicy.allowing("").keepingOff(Doors.of("10.2.0.7:8080")).opening("alice", "10.2.0.0/16");
        assertThat(policy.of("alice").refusal(address("10.2.0.7"), "http", 8080))
                .isPresent();
        assertThat(policy.of("alice").refusal(address("10.2.0.7"), "http", 8081))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.0/33", "localhost", "10.0.0.0/-1", "10.0.0.0/x", "::/129"})
    void aBlockThatIsNoneIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EgressPolicy.allowing(text));
    }
}
