package io.opsbus.invocation.objectstore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.signature.AccessKeySecret;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigningTest {
    /** The example "PUT Object" of the pages on Signature Version 4 of S3. */
    @Test
    void aPutIsSignedAsTheExampleOfItsMakers() {
        var key = new StoreSettings.Key(
                "AKIAIOSFODNN7EXAMPLE", new AccessKeySecret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "us-east-1");
        Map<String, String> headers = Signing.sign(
                "/test%24file.text",
                Map.of(
                        "date",
                        "Fri, 24 May 2013 00:00:00 GMT",
                        "host",
                        "examplebucket.s3.amazonaws.com",
                        "x-amz-storage-class",
                        "REDUCED_REDUNDANCY"),
                "Welcome to Amazon S3.".getBytes(US_ASCII),
                key,
                Instant.parse("2013-05-24T00:00:00Z"));
        assertThat(headers)
                .containsEntry("x-amz-date", "20130524T000000Z")
                .containsEntry(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                                + "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                                + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }
}
