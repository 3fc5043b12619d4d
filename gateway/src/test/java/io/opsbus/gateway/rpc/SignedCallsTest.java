package io.opsbus.gateway.rpc;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.rpc.Denials.assertDenied;
import static io.opsbus.gateway.rpc.Denials.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.KeyRing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who asks is who signed. */
class SignedCallsTest {
    private final Door door = new Door();

    /** Every part of a signed request, changed by one character after signing. */
    @Test
    void aTamperedCallIsRefused() {
        for (String name : List.of("Action", "InstanceId", "Timestamp", "SignatureNonce", "Format", "Version")) {
            Signed signed =
                    door.version1("StartInstance").with("InstanceId", "i-1").sign();
            signed.parameters.compute(name, (_, value) -> name.equals("Format") ? "XML" : value + "1");
            assertDenied(door.answer(signed), 400, "SignatureDoesNotMatch");
        }
        assertDenied(door.answer(door.version1("StartInstance").sign().with("New", "1")), 400, "SignatureDoesNotMatch");
        Signed get = door.version1("StartInstance").sign();
        get.method = "GET";
        assertDenied(door.answer(get), 400, "SignatureDoesNotMatch");
        for (String name : List.of("x-acs-action", "x-acs-date", "x-acs-signature-nonce", "host")) {
            Signed signed = door.acs3("StartInstance").with("InstanceId", "i-1").sign();
            signed.headers.compute(name, (_, value) -> value + "1");
            assertDenied(door.answer(signed), 400, "SignatureDoesNotMatch");
        }
        assertDenied(
                door.answer(door.acs3("StartInstance").sign().with("InstanceId", "i-2")), 400, "SignatureDoesNotMatch");
        Signed body = door.acs3("StartInstance").sign();
        body.form = "InstanceId=i-2";
        assertDenied(door.answer(body), 400, "IncompleteSignature");
        assertThat(door.backends.calls()).isEmpty();
    }

    @Test
    void whatASignatureDoesNotCoverDoesNotChooseTheAction() {
        Signed byHeader = door.version1("StartInstance").without("Action").sign();
        byHeader.headers.put("x-acs-action", "StopInstances");
        assertDenied(door.answer(byHeader), 400, "MissingParameter");

        Signed unsigned = door.acs3("DescribeInstances").sign();
        unsigned.headers.put("x-acs-security-token", "added later");
        assertDenied(door.answer(unsigned), 400, "IncompleteSignature");
        assertThat(door.backends.calls()).isEmpty();
    }

    @Test
    void aSecurityTokenThatIsSignedIsAccepted() {
        assertThat(door.answer(door.version1("DescribeInstances")
                                .with("SecurityToken", "token")
                                .sign())
                        .status())
                .isEqualTo(200);
        assertThat(door.answer(door.acs3("DescribeInstances")
                                .header("x-acs-security-token", "token")
                                .sign())
                        .status())
                .isEqualTo(200);
        assertThat(door.backends.calls().getFirst().form()).doesNotContain("token");
    }

    @Test
    void otherWaysToSignAreRefused() {
        for (Signed signed : List.of(
                door.version1("X").with("SignatureMethod", "HMAC-SHA256"),
                door.version1("X").with("SignatureVersion", "2.0"),
                door.version1("X").with("SignatureType", "BEARERTOKEN"))) {
            assertDenied(door.answer(signed.sign()), 400, "InvalidParamater");
        }
        for (String algorithm : List.of("ACS3-HMAC-SM3", "ACS3-RSA-SHA256")) {
            Signed signed = door.acs3("X").sign();
            signed.headers.compute("authorization", (_, value) -> value.replace("ACS3-HMAC-SHA256", algorithm));
            assertDenied(door.answer(signed), 400, "InvalidParamater");
        }
        assertDenied(
                door.answer(door.acs3("X")
                        .header("authorization", "ACS3-HMAC-SHA256 rubbish")
                        .call()),
                400,
                "IncompleteSignature");
        assertThat(door.answer(door.version1("DescribeInstances")
                                .with("SignatureType", "")
                                .sign())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aDisabledKeyIsRefusedAtOnceAndOnlyItsHolderLearnsIt() {
        var id = new AccessKeyId(Door.KEY);
        door.accounts.change(ALICE, door.once(), state -> Account.disableKey(state, id));
        door.ring.refresh();

        assertDenied(door.answer(door.version1("DescribeInstances").sign()), 403, "Forbidden.AccessKeyDisabled");
        assertDenied(
                door.answer(Signed.version1(Door.KEY, "wrong", "DescribeInstances", door.clock.instant())
                        .sign()),
                400,
                "SignatureDoesNotMatch");
        door.accounts.change(ALICE, door.once(), state -> Account.enableKey(state, id));
        door.ring.refresh();
        assertThat(door.answer(door.version1("DescribeInstances").sign()).status())
                .isEqualTo(200);
    }

    @Test
    void withTheDatabaseAwayKeysWorkForTheirAgeAndThenCallsAreUnavailable() {
        door.accounts.away(true);
        door.clock.advance(KeyRing.MOST_AGE);
        assertThat(door.answer(door.version1("DescribeInstances").sign()).status())
                .isEqualTo(200);

        door.clock.advance(Duration.ofMillis(1));
        assertUnavailable(door.answer(door.version1("DescribeInstances").sign()));
        assertUnavailable(door.answer(
                Signed.version1("OBno-such-key", "x", "X", door.clock.instant()).sign()));
    }
}
