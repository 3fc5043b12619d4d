package io.opsbus.rpc.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Acs3Test {
    private static final AccessKeySecret SECRET = new AccessKeySecret("YourAccessKeySecret");
    private static final String EMPTY_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** help.aliyun.com, "Request syntax and signature method V3", fixed-value example. */
    private static final String DOCUMENTED = "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
            + "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
            + "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0";

    private static final Map<String, String> QUERY =
            Map.of("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd", "RegionId", "cn-shanghai");
    private static final Map<String, String> HEADERS = Map.of(
            "host", "ecs.cn-shanghai.aliyuncs.com",
            "x-acs-action", "RunInstances",
            "x-acs-content-sha256", EMPTY_BODY,
            "x-acs-date", "2023-10-26T10:22:32Z",
            "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
            "x-acs-version", "2014-05-26");

    private static final Acs3Authorization AUTHORIZATION =
            Acs3Authorization.parse(DOCUMENTED).orElseThrow();

    @Test
    void theDocumentedExampleIsReproduced() {
        Acs3.Request request = request(QUERY, HEADERS);
        assertThat(Acs3.stringToSign(request, AUTHORIZATION.signedHeaders()))
                .isEqualTo("ACS3-HMAC-SHA256\n7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
        assertThat(Acs3.verify(request, AUTHORIZATION, SECRET))
                .isEqualTo(new Verdict.Match(Set.copyOf(AUTHORIZATION.signedHeaders())));
    }

    @Test
    void theHashOfNoBodyIsTheDocumentedOne() {
        assertThat(Acs3.sha256(new byte[0])).isEqualTo(EMPTY_BODY);
    }

    @Test
    void theKeysOfTheHeaderComeInAnyOrder() {
        String javaCore = "ACS3-HMAC-SHA256 Credential=AK,Signature=ab,SignedHeaders=x-acs-date;x-acs-signature-nonce";
        assertThat(Acs3Authorization.parse(javaCore))
                .contains(new Acs3Authorization("AK", List.of("x-acs-date", "x-acs-signature-nonce"), "ab"));
    }

    @Test
    void anEmptyValueIsWrittenWithItsEqualsSign() {
        assertThat(Acs3.canonicalRequest(request(Map.of("A", "", "B", "x y"), HEADERS), List.of("host")))
                .startsWith("POST\n/\nA=&B=x%20y\nhost:ecs.cn-shanghai.aliyuncs.com\n\nhost\n");
    }

    @Test
    void aChangedQueryOrHeaderIsAMismatch() {
        assertThat(Acs3.verify(request(Map.of("RegionId", "cn-shanghai"), HEADERS), AUTHORIZATION, SECRET))
                .isInstanceOf(Verdict.Mismatch.class);
        assertThat(Acs3.verify(request(QUERY, with("x-acs-action", "DeleteInstances")), AUTHORIZATION, SECRET))
                .isInstanceOf(Verdict.Mismatch.class);
    }

    @Test
    void anotherBodyThanTheHashedOneIsRefused() {
        String other = Acs3.sha256("x".getBytes(StandardCharsets.UTF_8));
        assertThat(Acs3.verify(new Acs3.Request("POST", "/", QUERY, HEADERS, other), AUTHORIZATION, SECRET))
                .isInstanceOf(Verdict.Incomplete.class);
    }

    @Test
    void freshnessAndRoutingHeadersMustBeCovered() {
        for (String left : List.of("x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256", "x-acs-action")) {
            List<String> covered = HEADERS.keySet().stream()
                    .filter(name -> !name.equals(left))
                    .sorted()
                    .toList();
            Acs3.Request request = request(QUERY, HEADERS);
            String signature = Acs3.sign(Acs3.stringToSign(request, covered), SECRET);
            assertThat(Acs3.verify(request, new Acs3Authorization("AK", covered, signature), SECRET))
                    .as("without %s", left)
                    .isInstanceOf(Verdict.Incomplete.class);
        }
    }

    @Test
    void theJavaCoreMayLeaveOutHost() {
        List<String> covered = HEADERS.keySet().stream()
                .filter(name -> !name.equals("host"))
                .sorted()
                .toList();
        Acs3.Request request = request(QUERY, HEADERS);
        String signature = Acs3.sign(Acs3.stringToSign(request, covered), SECRET);
        assertThat(Acs3.verify(request, new Acs3Authorization("AK", covered, signature), SECRET))
                .isEqualTo(new Verdict.Match(Set.copyOf(covered)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ACS3-HMAC-SHA256",
                "ACS3-HMAC-SHA256 ",
                "ACS3-HMAC-SM3 Credential=a,SignedHeaders=host,Signature=b",
                "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host",
                "ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=b",
                "ACS3-HMAC-SHA256 Credential=a,Credential=c,SignedHeaders=host,Signature=b",
                "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=,Signature=b",
                "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host;host,Signature=b",
                "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=ho\nst,Signature=b",
                "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=Host,Signature=b",
                "ACS3-HMAC-SHA256 =,=,=",
                "ACS3-HMAC-SHA256 ,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
            })
    void aBrokenHeaderIsNoAuthorization(String header) {
        assertThat(Acs3Authorization.parse(header)).isEmpty();
    }

    @Test
    void aHeaderNamedAThousandTimesIsNoAuthorization() {
        String many = "h;".repeat(1000) + "h";
        assertThat(Acs3Authorization.parse("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=" + many + ",Signature=b"))
                .isEmpty();
    }

    private static Acs3.Request request(Map<String, String> query, Map<String, String> headers) {
        return new Acs3.Request("POST", "/", query, headers, EMPTY_BODY);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> changed = new HashMap<>(HEADERS);
        changed.put(name, value);
        return changed;
    }
}
