package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes back: exactly the reply, with an id, and nothing of the machinery. */
interface AnswersContract extends HostUnderTest {
    String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 403, 404, 409, 418, 429, 499, 500, 503, 599})
    default void aReplyIsSentAsItIs(int status) throws IOException {
        try (Wire wire = wire()) {
            Wire.Seen seen = wire.send(head("POST", "?status=" + status)).answer();
            assertThat(seen.status()).isEqualTo(status);
            assertThat(seen.body()).isEqualTo("told");
            assertThat(seen.one("content-type")).isEqualTo(ContractEndpoint.TYPE);
            assertThat(seen.one("content-length")).isEqualTo("4");
            assertThat(seen.one("x-extra")).isEqualTo("a, b;c=\"d\"");
            assertThat(seen.one("x-content-type-options")).isEqualTo("nosniff");
            assertThat(seen.all("transfer-encoding")).isEmpty();
            assertThat(seen.all("set-cookie")).isEmpty();
            HostUnderTest.assertTellsNothing(seen);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, 5_000_000})
    default void aBodyOfAnyLengthIsFramedByItsLength(int length) throws IOException {
        try (Wire wire = wire()) {
            Wire.Seen seen = wire.send(head("GET", "?bytes=" + length, "Accept-Encoding: gzip"))
                    .answer();
            assertThat(seen.one("content-length")).isEqualTo(Integer.toString(length));
            assertThat(seen.all("content-encoding")).isEmpty();
            assertThat(seen.body()).hasSize(length);
            assertThat(seen.one("content-type")).isEqualTo(ContractEndpoint.TYPE);
            assertThat(wire.send(head("GET", "")).answer().status()).isEqualTo(200);
        }
    }

    @Test
    default void everyRequestHasAnIdOfItsOwn() throws IOException {
        try (Wire wire = wire()) {
            Wire.Seen one = wire.send(head("GET", "")).answer();
            Wire.Seen other = wire.send(head("GET", "")).answer();
            assertThat(one.one("x-acs-request-id"))
                    .matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
                    .isNotEqualTo(other.one("x-acs-request-id"));
            assertThat(one.body()).contains("id " + one.one("x-acs-request-id") + "\n");
        }
    }

    @Test
    default void theIdOfAClientIsNotTaken() throws IOException {
        try (Wire wire = wire()) {
            Wire.Seen seen =
                    wire.send(head("GET", "", "x-acs-request-id: mine")).answer();
            assertThat(seen.one("x-acs-request-id")).isNotEqualTo("mine");
        }
    }

    @Test
    default void anEndpointMayAnswerUnderAnotherId() throws IOException {
        try (Wire wire = wire()) {
            Wire.Seen seen = wire.send(head("GET", "?own-id")).answer();
            assertThat(seen.one("x-acs-request-id")).isEqualTo("THE-GATEWAY-S");
        }
    }

    @Test
    default void aTraceGoesOnOrBegins() throws IOException {
        try (Wire wire = wire()) {
            wire.send(head("GET", "", "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01"));
            assertThat(wire.answer().one("x-acs-trace-id")).isEqualTo(TRACE);
            wire.send(head("GET", "", "traceparent: 00-zz"));
            assertThat(wire.answer().one("x-acs-trace-id")).matches("[0-9a-f]{32}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?bug", "?deep"})
    default void aBugTellsNothingFromInside(String query) throws IOException {
        try (Wire wire = wire()) {
            HostUnderTest.assertRefused(wire.send(head("POST", query)).answer(), 500, "InternalError");
        }
    }

    @Test
    default void anAbsurdHostIsNotEchoed() throws IOException {
        try (Wire wire = wire()) {
            wire.send("PUT " + url().getPath() + " HTTP/1.1\r\nHost: " + "h".repeat(300) + "\r\n\r\n");
            assertThat(wire.answer().body()).contains("\"HostId\":\"\"");
        }
    }
}
