package io.opsbus.rpc.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings to sign as the official client has them; that its signatures pass is shown by the conformance suite. */
class QueueSignatureTest {
    private static final AccessKeySecret SECRET = new AccessKeySecret("secret");
    private static final Instant TIME = Instant.parse("2026-11-23T12:00:00Z");
    private static final Map<String, String> HEADERS = Map.of(
            "date", "Mon, 23 Nov 2026 12:00:00 GMT",
            "content-type", "text/xml;charset=UTF-8",
            "x-mns-version", "2015-06-06",
            "x-mns-prefix", "a",
            "user-agent", "not signed");

    private static QueueSignature.Request request(String query) {
        return new QueueSignature.Request("GET", "/queues/q-1/messages", query, HEADERS, TIME);
    }

    @Test
    void theSecondVersionSignsTheTargetAsItWasSent() {
        assertThat(QueueSignature.Second.stringToSign(request("waitseconds=5&X=%20")))
                .isEqualTo("""
                        GET

                        text/xml;charset=UTF-8
                        Mon, 23 Nov 2026 12:00:00 GMT
                        x-mns-prefix:a
                        x-mns-version:2015-06-06
                        /queues/q-1/messages?waitseconds=5&X=%20""");
        assertThat(QueueSignature.Second.stringToSign(request(""))).endsWith("\n/queues/q-1/messages");
    }

    @Test
    void theFourthVersionSortsTheQueryByLowerCaseNames() {
        var signature = new QueueSignature.Fourth("id", "20261123", "cn-hangzhou", "0".repeat(64));
        assertThat(signature.stringToSign(request("waitseconds=5&numOfMessages=3&peekonly")))
                .isEqualTo("""
                        MNS4-HMAC-SHA256
                        20261123T120000Z
                        20261123/cn-hangzhou/mns/aliyun_v4_request
                        GET
                        /queues/q-1/messages
                        numofmessages=3&peekonly&waitseconds=5
                        content-type:text/xml;charset=UTF-8
                        x-mns-prefix:a
                        x-mns-version:2015-06-06

                        """);
    }

    @Test
    void whatWasSignedPassesAndNothingElse() {
        for (String version : Set.of("2", "4")) {
            QueueSignature right = right(version);
            assertThat(right.verify(request("a=1"), SECRET)).as(version).isInstanceOf(Verdict.Match.class);
            assertThat(right.verify(request("a=2"), SECRET)).isInstanceOf(Verdict.Mismatch.class);
            assertThat(right.verify(request("a=1"), new AccessKeySecret("other")))
                    .isInstanceOf(Verdict.Mismatch.class);
            Map<String, String> headers = new HashMap<>(HEADERS);
            headers.put("x-mns-marker", "b");
            var more = new QueueSignature.Request("GET", "/queues/q-1/messages", "a=1", headers, TIME);
            assertThat(right.verify(more, SECRET)).isInstanceOf(Verdict.Mismatch.class);
        }
    }

    private static QueueSignature right(String version) {
        if (version.equals("2")) {
            String signed = QueueSignature.Second.stringToSign(request("a=1"));
            return new QueueSignature.Second(
                    "id", java.util.Base64.getEncoder().encodeToString(SECRET.bareHmacSha1(signed)));
        }
        var unsigned = new QueueSignature.Fourth("id", "20261123", "cn-hangzhou", "");
        byte[] mac = SECRET.derivedHmacSha256(
                "aliyun_v4",
                java.util.List.of("20261123", "cn-hangzhou", "mns", "aliyun_v4_request"),
                unsigned.stringToSign(request("a=1")));
        return new QueueSignature.Fourth(
                "id", "20261123", "cn-hangzhou", java.util.HexFormat.of().formatHex(mac));
    }

    @Test
    void aSignatureOfAnotherDayIsNotBelieved() {
        var fourth = (QueueSignature.Fourth) right("4");
        var moved = new QueueSignature.Fourth("id", "20261124", fourth.region(), fourth.signature());
        assertThat(moved.verify(request("a=1"), SECRET)).isInstanceOf(Verdict.Mismatch.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MNS",
                "MNS id",
                "MNS :x",
                "MNS id:",
                "Bearer x",
                "MNS4-HMAC-SHA256 Credential=id/20261123/r/oss/aliyun_v4_request,Signature=00",
                "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=a,Signature=00",
            })
    void otherSchemesAreNone(String header) {
        assertThat(QueueSignature.parse(header)).isEmpty();
    }
}
