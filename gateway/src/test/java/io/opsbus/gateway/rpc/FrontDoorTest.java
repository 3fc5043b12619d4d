package io.opsbus.gateway.rpc;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.BOB;
import static io.opsbus.gateway.rpc.Denials.assertDenied;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.rpc.backend.FakeBackends;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.reply.Format;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked at the door, by whom, and in which form. */
class FrontDoorTest {
    private final Door door = new Door();

    @Test
    void aSignedCallReachesItsServiceWithItsIdentityAndWithoutItsAuthentication() {
        for (Signed signed : List.of(door.version1("StartInstance"), door.acs3("StartInstance"))) {
            HttpCall call = signed.with("InstanceId", "i-1")
                    .with("OwnerAccount", "someone")
                    .sign()
                    .call();
            HttpReply reply = door.answer(call);

            assertThat(reply.status()).as(reply.bodyText()).isEqualTo(200);
            assertThat(reply.bodyText()).isEqualTo("{\"RequestId\":\"R\"}");
            assertThat(reply.headers()).containsEntry("x-acs-request-id", call.requestId());
            FakeBackends.Got got = door.backends.calls().getLast();
            assertThat(got.form()).isEqualTo("InstanceId=i-1&RegionId=cn-hangzhou");
            assertThat(got.headers()).containsEntry("traceparent", Door.TRACE.header());
            Identity identity = Door.INTERNAL
                    .verify(
                            got.headers().getOrDefault(InternalKey.HEADER, ""),
                            got.form().getBytes(StandardCharsets.UTF_8),
                            door.clock.instant())
                    .orElseThrow();
            assertThat(identity.accountId()).isEqualTo(ALICE.value());
            assertThat(identity.accessKeyId()).isEqualTo(Door.KEY);
            assertThat(identity.name().action()).isEqualTo("StartInstance");
            assertThat(identity.requestId()).isEqualTo(call.requestId());
            assertThat(identity.hostId()).isEqualTo("127.0.0.1:18080");
            assertThat(identity.format()).isEqualTo(Format.JSON);
            assertThat(identity.sourceAddress()).isEqualTo("192.0.2.7");
        }
    }

    @Test
    void howOftenNotifiersHaveToldItReachesTheServiceWithTheIdentity() {
        assertThat(hopsOf(door.version1("StartInstance"))).isEqualTo(Hops.NONE);
        assertThat(hopsOf(door.version1("StartInstance").header(Hops.HEADER, "3")))
                .isEqualTo(new Hops(3));
        assertThat(hopsOf(door.acs3("StartInstance").header(Hops.HEADER, "5, 1"))
                        .areTooMany())
                .as("spoiled on the way")
                .isTrue();
    }

    private Hops hopsOf(Signed signed) {
        door.answer(signed.with("InstanceId", "i-1").sign().call());
        FakeBackends.Got got = door.backends.calls().getLast();
        return Door.INTERNAL
                .verify(
                        got.headers().getOrDefault(InternalKey.HEADER, ""),
                        got.form().getBytes(StandardCharsets.UTF_8),
                        door.clock.instant())
                .orElseThrow()
                .hops();
    }

    @Test
    void parametersMayStandInAFormOrInBothAndARegionSentIsKept() {
        HttpReply reply = door.answer(door.version1("DescribeInstances")
                .with("RegionId", "cn-beijing")
                .with("InstanceIds", "[\"i-1\",\"i-2\"]")
                .sign()
                .callByForm());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(door.backends.calls().getLast().form()).contains("RegionId=cn-beijing");
        assertThat(door.audit.made().getLast().asked().resourceIds()).containsExactly("i-1", "i-2");
        assertThat(door.audit.made().getLast().asked().regionId()).isEqualTo("cn-beijing");
    }

    @Test
    void strangersAreToldWhatTheProtocolTells() {
        var now = door.clock.instant();
        assertDenied(
                door.answer(Signed.version1("OBno-such-key", Door.SECRET, "StartInstance", now)
                        .sign()),
                404,
                "InvalidAccessKeyId.NotFound");
        assertDenied(
                door.answer(Signed.acs3("no", Door.SECRET, "StartInstance", now).sign()),
                404,
                "InvalidAccessKeyId.NotFound");
        HttpReply wrong = door.answer(
                Signed.version1(Door.KEY, "wrong", "StartInstance", now).sign());
        assertDenied(wrong, 400, "SignatureDoesNotMatch");
        assertThat(wrong.bodyText()).contains("server string to sign is:POST&%2F&");
        assertDenied(door.answer(Signed.acs3(Door.KEY, "wrong", "X", now).sign()), 400, "SignatureDoesNotMatch");
        assertDenied(door.answer(door.version1("StartInstance")), 400, "IncompleteSignature");
        assertDenied(door.answer(door.version1("X").without("AccessKeyId").sign()), 400, "MissingParameter");
        assertThat(door.audit.made()).isEmpty();
        assertThat(door.audit.refused()).hasSize(6).noneMatch(call -> call.isAuthenticated());
    }

    @Test
    void aStrangerIsNotSentBackMoreThanHeSent() {
        HttpReply reply = door.answer(Signed.version1(Door.KEY, "wrong", "StartInstance", door.clock.instant())
                .with("UserData", "=".repeat(100_000))
                .sign()
                .callByForm());
        assertDenied(reply, 400, "SignatureDoesNotMatch");
        assertThat(reply.body()).hasSizeLessThan(1000);
    }

    @Test
    void aPolicyIsAskedBeforeAnythingHappens() {
        var now = door.clock.instant();
        Signed read = Signed.version1(Door.READ_ONLY, Door.SECRET, "DescribeInstances", now);
        assertThat(door.answer(read.sign()).status()).isEqualTo(200);
        Signed write = Signed.version1(Door.READ_ONLY, Door.SECRET, "StartInstance", now);
        assertDenied(door.answer(write.sign()), 403, "Forbidden.RAM");
        Signed other = Signed.version1(Door.BOBS, Door.SECRET, "DescribeInstances", now);
        assertDenied(door.answer(other.sign()), 403, "Forbidden.RAM");
        assertThat(door.audit.refused().getLast().caller().accountId()).isEqualTo(BOB.value());
        assertThat(door.backends.calls()).hasSize(1);
    }

    @Test
    void unknownActionsAndVersionsAreToldApart() {
        assertDenied(door.answer(door.version1("Fly").sign()), 404, "InvalidAction.NotFound");
        assertDenied(
                door.answer(door.version1("StartInstance")
                        .with("Version", "1999-01-01")
                        .sign()),
                404,
                "InvalidVersion");
    }

    @Test
    void tooManyCallsAreThrottledWithAWaitThatHelps() {
        HttpReply reply = door.answer(door.version1("DescribeInstances").sign());
        for (int i = 0; i < 400; i++) {
            reply = door.answer(door.version1("DescribeInstances").sign());
        }
        assertDenied(reply, 400, "Throttling.User");
        long wait = Long.parseLong(reply.headers().getOrDefault("x-acs-retry-after", ""));
        assertThat(door.answer(door.version1("StartInstance").sign()).status()).isEqualTo(200);

        door.clock.advance(Duration.ofMillis(wait));
        assertThat(door.answer(door.version1("DescribeInstances").sign()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2014-05-26, -, -, XML",
                "2019-01-01, -, -, JSON",
                "2014-05-26, json, -, JSON",
                "2014-05-26, XML, application/json, XML",
                "2014-05-26, -, application/json, JSON",
                "2019-01-01, -, text/xml, XML",
            })
    void theFormatIsTheClientsOrTheProducts(String version, String format, String accept, Format expected) {
        Signed signed = door.version1("Fly").with("Version", version).without("Format");
        if (format != null) {
            signed.with("Format", format);
        }
        if (accept != null) {
            signed.header("accept", accept);
        }
        HttpReply reply = door.answer(signed.sign());
        assertThat(reply.contentType()).isEqualTo(expected.contentType());
        assertThat(reply.bodyText()).contains("RequestId", "HostId");
    }

    @Test
    void clientsOfTheNewSignatureGetJson() {
        assertThat(door.answer(door.acs3("Fly").sign()).contentType()).isEqualTo(Format.JSON.contentType());
        assertDenied(door.answer(door.version1("Fly").with("Format", "YAML").sign()), 400, "InvalidParameter");
    }

    @Test
    void brokenRequestsAreRefused() {
        for (String query : List.of("Action=A&Action=B", "Action=%zz", "=x", "Action=%ff%fe")) {
            assertThat(door.answer(new HttpCall("POST", "/", query, Map.of(), new byte[0], "192.0.2.7"))
                            .status())
                    .isEqualTo(400);
        }
        assertDenied(
                door.answer(door.version1("X")
                        .with("SignatureNonce", "n".repeat(129))
                        .sign()),
                400,
                "InvalidParameter");
        assertDenied(
                door.answer(door.acs3("X").header("x-acs-signature-nonce", "").sign()), 400, "IncompleteSignature");
    }

    @Test
    void aBrowserGetsThePageAndACallDoesNot() {
        HttpCall browser = new HttpCall("GET", "/", "", Map.of(), new byte[0], "192.0.2.7");
        assertThat(door.answer(browser).bodyText()).isEqualTo("home");
        Signed get = door.version1("DescribeInstances");
        get.method = "GET";
        assertThat(door.answer(get.sign()).status()).isEqualTo(200);
        HttpCall post = new HttpCall("POST", "/", "", Map.of(), new byte[0], "192.0.2.7");
        assertDenied(door.answer(post), 400, "MissingParameter");
    }
}
