package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.raw.RawAnswer;
import io.opsbus.conformance.raw.RawRequest;
import io.opsbus.conformance.raw.Signed;
import io.opsbus.conformance.suite.Wires;
import io.opsbus.conformance.suite.WithWires;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests whose signature, time, nonce or key is not as it should be, in both kinds of signature. */
@VerifiedAgainst(value = Source.REFERENCE, where = "signature methods and common errors")
@ExtendWith(WithWires.class)
class SignaturesIT {
    private static final Map<String, String> PARAMETERS = Map.of("RegionId", "cn-hangzhou", "ResourceType", "instance");

    /** Both kinds, with their way to make the same request. */
    enum Kind {
        V1 {
            @Override
            RawRequest request(Signed signed) {
                return signed.v1("POST", "DescribeRegions", PARAMETERS);
            }
        },
        ACS3 {
            @Override
            RawRequest request(Signed signed) {
                return signed.acs3("POST", "DescribeRegions", PARAMETERS);
            }
        };

        abstract RawRequest request(Signed signed);
    }

    @ParameterizedTest
    @EnumSource
    void aGoodOneIsLetIn(Kind kind, Wires wires) {
        assertThat(wires.send(kind.request(wires.signed())).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aTamperedParameterIsNoticed(Kind kind, Wires wires) {
        RawRequest good = kind.request(wires.signed());
        RawRequest changed = good.withTarget(good.target().replace("ResourceType=instance", "ResourceType=disk"));
        assertRefused(wires.send(changed), 400, "SignatureDoesNotMatch");
        RawRequest added = good.withTarget(good.target() + "&AcceptLanguage=en-US");
        assertRefused(wires.send(added), 400, "SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @EnumSource
    void theMethodIsSignedToo(Kind kind, Wires wires) {
        assertRefused(wires.send(kind.request(wires.signed()).withMethod("GET")), 400, "SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @EnumSource
    void aReplayIsRefused(Kind kind, Wires wires) {
        RawRequest request = kind.request(wires.signed());
        assertThat(wires.send(request).status()).isEqualTo(200);
        assertRefused(wires.send(request), 400, "SignatureNonceUsed");
    }

    @ParameterizedTest
    @EnumSource
    void aClockMayBeWrongByFourteenMinutes(Kind kind, Wires wires) {
        for (int minutes : List.of(-14, 14)) {
            Instant at = Instant.now().plus(Duration.ofMinutes(minutes));
            assertThat(wires.send(kind.request(wires.signed().at(at))).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    @VerifiedAgainst(value = Source.ASSUMED, where = "the code is known by hearsay only")
    void aClockThatIsWrongByMoreIsRefused(Kind kind, Wires wires) {
        for (int minutes : List.of(-16, 16)) {
            Instant at = Instant.now().plus(Duration.ofMinutes(minutes));
            assertRefused(wires.send(kind.request(wires.signed().at(at))), 400, "InvalidTimeStamp.Expired");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyNobodyHasIsRefused(Kind kind, Wires wires) {
        AccessKey nobodys = new AccessKey("LTAI4nobodyhasthiskey0", "0123456789abcdefghijABCDEFGHIJ");
        RawAnswer answer = wires.send(kind.request(wires.signed(nobodys)));
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.code()).isEqualTo("InvalidAccessKeyId.NotFound");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongSecretIsRefused(Kind kind, Wires wires) {
        AccessKey wrong = new AccessKey(wires.target().key().id(), "0123456789abcdefghijABCDEFGHIJ");
        RawAnswer answer = wires.send(kind.request(wires.signed(wrong)));
        assertRefused(answer, 400, "SignatureDoesNotMatch");
        assertThat(answer.text()).doesNotContain(wires.target().key().secret());
    }

    @ParameterizedTest
    @EnumSource
    void theStrangersKeyDoesNotFitTheOwnersSecret(Kind kind, Wires wires) {
        AccessKey mixed = new AccessKey(
                wires.target().stranger().id(), wires.target().key().secret());
        assertRefused(wires.send(kind.request(wires.signed(mixed))), 400, "SignatureDoesNotMatch");
    }

    @Test
    void withoutAnySignatureNothingIsAnswered(Wires wires) {
        RawAnswer answer = wires.send(RawRequest.of(
                "GET",
                "/?Action=DescribeRegions&Format=JSON&Version=" + Signed.ECS,
                "Host: " + wires.url().getAuthority()));
        assertThat(answer.status()).isBetween(400, 403);
        assertThat(answer.text()).doesNotContain("RegionEndpoint");
    }

    @Test
    void everyPartOfASignatureIsNeeded(Wires wires) {
        for (String part : List.of("Signature", "SignatureNonce", "Timestamp", "AccessKeyId")) {
            RawRequest good = Kind.V1.request(wires.signed());
            String without = Stream.of(good.target().substring(2).split("&", -1))
                    .filter(one -> !one.startsWith(part + "="))
                    .reduce((a, b) -> a + "&" + b)
                    .orElseThrow();
            RawAnswer answer = wires.send(good.withTarget("/?" + without));
            assertThat(answer.status()).as(part).isBetween(400, 404);
        }
        for (String header : List.of("x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256", "Authorization")) {
            RawAnswer answer = wires.send(Kind.ACS3.request(wires.signed()).without(header));
            assertThat(answer.status()).as(header).isBetween(400, 404);
        }
    }

    @Test
    void aBodyThatIsNotTheSignedOneIsNoticed(Wires wires) {
        RawRequest signed = Kind.ACS3.request(wires.signed());
        RawRequest stuffed = signed.plus("Content-Length: 19", "Content-Type: application/x-www-form-urlencoded")
                .withBody("ResourceType=disk&x".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(wires.send(stuffed).status()).isEqualTo(400);
    }

    @Test
    void signatureMethodsNobodySpecifiedAreRefused(Wires wires) {
        RawRequest acs3 = Kind.ACS3.request(wires.signed());
        String authorization = acs3.headers().getLast();
        for (String other : List.of("ACS3-HMAC-SM3", "ACS3-RSA-SHA256", "Basic", "")) {
            RawAnswer answer =
                    wires.send(acs3.without("Authorization").plus(authorization.replace("ACS3-HMAC-SHA256", other)));
            assertThat(answer.status()).as(other).isBetween(400, 404);
        }
        for (Map<String, String> more :
                List.of(Map.of("SignatureMethod", "HMAC-MD5"), Map.of("SignatureVersion", "9.9"))) {
            RawAnswer answer = wires.send(wires.signed().v1("POST", "DescribeRegions", more));
            assertThat(answer.status()).as(more.toString()).isBetween(400, 404);
        }
    }

    @Test
    @VerifiedAgainst(value = Source.SDK, where = "the Python SDK and the CLI sign an empty SignatureType")
    void anEmptyParameterMayBeSigned(Wires wires) {
        RawRequest request = wires.signed().v1("POST", "DescribeRegions", Map.of("SignatureType", ""));
        assertThat(wires.send(request).status()).isEqualTo(200);
    }

    private static void assertRefused(RawAnswer answer, int status, String code) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    }
}
