package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;

/** What the parts of {@link RpcHostContract} share: the running host and words for requests and answers. */
interface HostUnderTest {
    /** Where the host serves {@link #endpoint}. */
    URI url();

    ContractEndpoint endpoint();

    default Wire wire() throws IOException {
        return new Wire(url());
    }

    /** Head of a request to the endpoint's path; {@code query} starts with a question mark or is empty. */
    default String head(String method, String query, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + url().getPath() + query + " HTTP/1.1\r\nHost: h:1\r\n");
        for (String line : headers) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    default String post(String... headers) {
        return head("POST", "", headers);
    }

    /** The answer is the protocol's error, with an id and without a word from inside. */
    static void assertRefused(Wire.Seen seen, int status, String code) {
        assertThat(seen.status()).as(seen.toString()).isEqualTo(status);
        assertThat(seen.one("content-type")).isEqualTo("application/json;charset=utf-8");
        assertThat(seen.body())
                .startsWith("{\"RequestId\":\"" + seen.one("x-acs-request-id") + "\",\"HostId\":")
                .contains("\"Code\":\"" + code + "\"", "\"Recommend\":\"\"}");
        assertTellsNothing(seen);
    }

    /** Neither which software answers nor what went on in it. */
    static void assertTellsNothing(Wire.Seen seen) {
        assertThat(seen.all("server")).isEmpty();
        assertThat(seen.all("x-powered-by")).isEmpty();
        assertThat(seen.toString())
                .doesNotContainIgnoringCase("tomcat", "apache", "micronaut", "netty", "spring", "java.")
                .doesNotContain("a secret from inside", "Exception", "Error:", "\tat ", "<html");
    }
}
