package io.opsbus.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.http.HttpReply;

/** What a refusal looks like. */
final class Denials {
    private Denials() {}

    static void assertUnavailable(HttpReply reply) {
        assertDenied(reply, 503, "ServiceUnavailable");
        assertThat(reply.headers()).containsEntry("x-acs-retry-after", "1000").containsEntry("Retry-After", "1");
    }

    static void assertDenied(HttpReply reply, int status, String code) {
        assertThat(reply.bodyText()).containsAnyOf("\"Code\":\"" + code + "\"", "<Code>" + code + "</Code>");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(AnyCall.CODES)
                .as("the reference's section of what any call may hear")
                .contains(code);
        assertThat(reply.headers()).containsKey("x-acs-request-id");
    }
}
