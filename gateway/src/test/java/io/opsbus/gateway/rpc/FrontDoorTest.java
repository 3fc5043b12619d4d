package io.opsbus.gateway.rpc;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.rpc.backend.Backends;
import io.opsbus.gateway.rpc.backend.FakeBackends;
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
    void aReplayIsRefused() {
        for (Signed signed : List.of(door.version1("DescribeInstances"), door.acs3("StartInstance"))) {
            signed.sign();
            assertThat(door.answer(signed).status()).isEqualTo(200);
            assertDenied(door.answer(signed), 400, "SignatureNonceUsed");
        }
        assertThat(door.backends.calls()).hasSize(2);
    }

    @Test
    void aNonceUsedAgainInAnotherCallIsRefused() {
        door.answer(
                door.version1("DescribeInstances").with("SignatureNonce", "n").sign());
        door.clock.advance(Duration.ofSeconds(5));
        assertDenied(
                door.answer(door.version1("StartInstance")
                        .with("SignatureNonce", "n")
                        .sign()),
                400,
                "SignatureNonceUsed");
        assertThat(door.answer(Signed.version1(Door.READ_ONLY, Door.SECRET, "DescribeInstances", door.clock.instant())
                                .with("SignatureNonce", "n")
                                .sign())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aReplayedWriteIsRefusedAfterARestartToo() {
        Signed start = door.version1("StartInstance").with("InstanceId", "i-1").sign();
        door.answer(start);
        door.restart();

        assertDenied(door.answer(start), 400, "SignatureNonceUsed");
        assertThat(door.backends.calls()).hasSize(1);
    }

    @Test
    void whatWasRefusedBeforeItWentOutMayBeSentAgain() {
        Signed start = door.version1("StartInstance").with("InstanceId", "i-1").sign();
        door.audit.room(0);
        assertDenied(door.answer(start), 503, "ServiceUnavailable");
        door.audit.room(10);

        assertThat(door.answer(start).status()).isEqualTo(200);
        assertThat(door.backends.calls()).hasSize(1);
    }

    @Test
    void aFullMemoryOfNoncesThrottlesAndForgetsNothing() {
        door.restartWithRoomForNonces(128);
        Signed first = door.version1("DescribeInstances").sign();
        assertThat(door.answer(first).status()).isEqualTo(200);
        HttpReply full = door.answer(first);
        for (int i = 0; i < 100; i++) {
            full = door.answer(door.version1("DescribeInstances").sign());
        }

        assertDenied(full, 400, "Throttling");
        assertThat(full.headers()).containsKey("x-acs-retry-after");
        assertDenied(door.answer(first), 400, "SignatureNonceUsed");
    }

    @ParameterizedTest
    @CsvSource({"-901, 400", "-900, 200", "0, 200", "900, 200", "901, 400", "-86400, 400", "86400, 400"})
    void aCallLivesFifteenMinutesEitherWay(int seconds, int status) {
        var time = door.clock.instant().plusSeconds(seconds);
        for (Signed signed : List.of(
                Signed.version1(Door.KEY, Door.SECRET, "DescribeInstances", time),
                Signed.acs3(Door.KEY, Door.SECRET, "DescribeInstances", time))) {
            HttpReply reply = door.answer(signed.sign());
            assertThat(reply.status()).isEqualTo(status);
            if (status != 200) {
                assertDenied(reply, 400, "InvalidTimeStamp.Expired");
            }
        }
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        for (String time : List.of("yesterday", "2026-03-01", "2026-13-01T00:00:00Z", "9".repeat(100))) {
            assertDenied(
                    door.answer(door.version1("DescribeInstances")
                            .with("Timestamp", time)
                            .sign()),
                    400,
                    "IllegalTimestamp");
        }
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
    void aBugInABackendIsRecordedAndHoldsNoPlace() {
        door.backends.fail(new IllegalStateException("bug"));
        assertThatIllegalStateException()
                .isThrownBy(() -> door.answer(door.version1("StartInstance").sign()));
        assertThat(door.audit.made().getLast().outcome().code()).isEqualTo("ServiceUnavailable");
        assertThat(door.audit.room()).isEqualTo(Integer.MAX_VALUE);
        assertThat(door.inFlight.now("instance-service")).isZero();
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

    @Test
    void withTheStoreOfNoncesAwayReadsGoOnAndWritesDoNot() {
        door.store.away(true);
        assertThat(door.answer(door.version1("DescribeInstances").sign()).status())
                .isEqualTo(200);
        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        assertThat(door.backends.calls()).hasSize(1);
        assertThat(door.audit.room()).isEqualTo(Integer.MAX_VALUE);
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

    @Test
    void theAnswerOfTheServicePassesThroughByteForByte() {
        door.backends.answer(FakeBackends.answered(
                409,
                Map.of(
                        "x-opsbus-code", "OperationConflict",
                        "x-opsbus-made", "i-9,d-9",
                        "set-cookie", "a=b",
                        "x-acs-retry-after", "70",
                        "content-type", "text/xml;charset=utf-8"),
                "<Error>é</Error>"));

        HttpReply reply = door.answer(door.version1("StopInstances")
                .with("InstanceId.1", "i-1")
                .with("InstanceId.2", "i-2")
                .with("InstanceId.x", "i-3")
                .with("Password", "hunter2")
                .sign());

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.contentType()).isEqualTo("text/xml;charset=utf-8");
        assertThat(reply.body()).isEqualTo("<Error>é</Error>".getBytes(StandardCharsets.UTF_8));
        assertThat(reply.headers()).containsOnlyKeys("x-acs-request-id", "x-acs-retry-after");
        var audited = door.audit.made().getLast();
        assertThat(audited.outcome().code()).isEqualTo("OperationConflict");
        assertThat(audited.outcome().httpStatus()).isEqualTo(409);
        assertThat(audited.asked().resourceIds()).containsExactly("i-1", "i-2", "i-9", "d-9");
        assertThat(audited.toString()).doesNotContain("hunter2", Door.SECRET);
        assertThat(audited.traceId()).isEqualTo(Door.TRACE.traceId());
    }

    @Test
    void aServiceThatIsAwaySlowOrFullIsUnavailableAndAudited() {
        door.backends.answer(new Backends.Answer.Unreachable());
        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        door.backends.answer(new Backends.Answer.Lost("no answer in time"));
        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        assertThat(door.audit.made())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.outcome().code()).isEqualTo("ServiceUnavailable"));

        door.inFlight.enter("instance-service");
        door.inFlight.enter("instance-service");
        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        assertThat(door.backends.calls()).hasSize(2);
        assertThat(door.audit.room()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void placesAreGivenBackWhateverHappens() {
        for (Backends.Answer answer : List.of(
                new Backends.Answer.Unreachable(),
                new Backends.Answer.Lost("x"),
                FakeBackends.answered(200, Map.of(), "{}"))) {
            door.backends.answer(answer);
            door.answer(door.version1("StartInstance").sign());
            Signed replay = door.version1("StartInstance").sign();
            door.answer(replay);
            door.answer(replay);
            assertThat(door.inFlight.now("instance-service")).isZero();
        }
    }

    @Test
    void aServiceThatStoppedIsAwayAndNotUnknown() {
        door.clock.advance(Duration.ofSeconds(1));
        door.routes.accept(door.notice(Door.SERVICE, true), door.clock.instant());

        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        assertThat(door.backends.calls()).isEmpty();
    }

    @Test
    void withoutRoomInTheAuditACallIsNotMade() {
        door.audit.room(0);
        assertUnavailable(door.answer(door.version1("DescribeInstances").sign()));
        assertThat(door.backends.calls()).isEmpty();
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

    private static void assertUnavailable(HttpReply reply) {
        assertDenied(reply, 503, "ServiceUnavailable");
        assertThat(reply.headers()).containsEntry("x-acs-retry-after", "1000").containsEntry("Retry-After", "1");
    }

    private static void assertDenied(HttpReply reply, int status, String code) {
        assertThat(reply.bodyText()).containsAnyOf("\"Code\":\"" + code + "\"", "<Code>" + code + "</Code>");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers()).containsKey("x-acs-request-id");
    }
}
