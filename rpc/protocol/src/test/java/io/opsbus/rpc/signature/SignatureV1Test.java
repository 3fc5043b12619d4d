package io.opsbus.rpc.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignatureV1Test {
    private static final AccessKeySecret SECRET = new AccessKeySecret("testsecret");

    /** help.aliyun.com, "RPC mechanism", worked example of 2023. */
    private static final Map<String, String> DESCRIBE_HOSTS = Map.of(
            "AccessKeyId", "testid",
            "Action", "DescribeDedicatedHosts",
            "Format", "JSON",
            "RegionId", "cn-beijing",
            "SignatureMethod", "HMAC-SHA1",
            "SignatureNonce", "edb2b34af0af9a6d14deaf7c1a5315eb",
            "SignatureVersion", "1.0",
            "Timestamp", "2023-03-13T08:34:30Z",
            "Version", "2014-05-26");

    /** help.aliyun.com, ECS "Sign requests", worked example of 2016. */
    private static final Map<String, String> DESCRIBE_REGIONS = Map.of(
            "AccessKeyId", "testid",
            "Action", "DescribeRegions",
            "Format", "XML",
            "SignatureMethod", "HMAC-SHA1",
            "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
            "SignatureVersion", "1.0",
            "Timestamp", "2016-02-23T12:46:24Z",
            "Version", "2014-05-26");

    @Test
    void theDocumentedExamplesAreReproduced() {
        assertThat(SignatureV1.sign(SignatureV1.stringToSign("GET", DESCRIBE_HOSTS), SECRET))
                .isEqualTo("9NaGiOspFP5UPcwX8Iwt2YJXXuk=");
        assertThat(SignatureV1.sign(SignatureV1.stringToSign("GET", DESCRIBE_REGIONS), SECRET))
                .isEqualTo("OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
    }

    @Test
    void theStringToSignIsTheDocumentedOne() {
        assertThat(SignatureV1.stringToSign("GET", DESCRIBE_REGIONS))
                .isEqualTo("GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML"
                        + "%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"
                        + "%26SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z"
                        + "%26Version%3D2014-05-26");
    }

    @Test
    void aSignedRequestVerifiesWhateverItsCharacters() {
        Map<String, String> parameters = new HashMap<>(DESCRIBE_HOSTS);
        parameters.put("Description", "a b*c~d+e/中文 😀 \"'&=%");
        assertThat(verify("POST", signed("POST", parameters))).isEqualTo(new Verdict.Match(Set.of()));
    }

    @Test
    void emptyParametersMayBeSignedOrLeftOut() {
        Map<String, String> sent = new HashMap<>(DESCRIBE_HOSTS);
        sent.put("SignatureType", "");
        assertThat(verify("POST", signed("POST", sent))).isInstanceOf(Verdict.Match.class);

        Map<String, String> signedWithoutEmpties = new HashMap<>(signed("POST", DESCRIBE_HOSTS));
        signedWithoutEmpties.put("SignatureType", "");
        assertThat(verify("POST", signedWithoutEmpties)).isInstanceOf(Verdict.Match.class);
    }

    @Test
    void anyChangeIsAMismatchThatTellsTheStringToSign() {
        Map<String, String> changed = new HashMap<>(signed("POST", DESCRIBE_HOSTS));
        changed.put("RegionId", "cn-hangzhou");
        assertThat(verify("POST", changed)).isEqualTo(new Verdict.Mismatch(SignatureV1.stringToSign("POST", changed)));
        assertThat(verify("GET", signed("POST", DESCRIBE_HOSTS))).isInstanceOf(Verdict.Mismatch.class);
        Map<String, String> added = new HashMap<>(signed("POST", DESCRIBE_HOSTS));
        added.put("Force", "true");
        assertThat(verify("POST", added)).isInstanceOf(Verdict.Mismatch.class);
        assertThat(SignatureV1.verify("POST", signed("POST", DESCRIBE_HOSTS), new AccessKeySecret("other")))
                .isInstanceOf(Verdict.Mismatch.class);
    }

    @Test
    void theErrorOfAMismatchEndsInTheStringToSign() {
        assertThat(new Verdict.Mismatch("POST&%2F&x").error().orElseThrow().message())
                .endsWith("server string to sign is:POST&%2F&x");
    }

    @Test
    void aMissingSignatureIsIncompleteNotAnException() {
        assertThat(verify("POST", DESCRIBE_HOSTS)).isInstanceOf(Verdict.Incomplete.class);
        assertThat(verify("POST", Map.of())).isInstanceOf(Verdict.Incomplete.class);
    }

    @Test
    void aSecretPrintsNothing() {
        assertThat(SECRET.toString()).doesNotContain("testsecret");
    }

    private static Verdict verify(String method, Map<String, String> parameters) {
        return SignatureV1.verify(method, parameters, SECRET);
    }

    private static Map<String, String> signed(String method, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("Signature", SignatureV1.sign(SignatureV1.stringToSign(method, parameters), SECRET));
        return all;
    }
}
