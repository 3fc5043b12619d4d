package io.opsbus.rpc.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every host of an {@link Endpoint} does on the wire, checked on raw sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RpcHostContract {
    private final ContractEndpoint endpoint = new ContractEndpoint();
    private URI url = URI.create("http://not.started");

    /** Starts the host with {@code endpoint} behind the path of the URL it returns. */
    protected abstract URI start(Endpoint endpoint) throws Exception;

    /** Stops what {@link #start} started. */
    protected abstract void stop();

    @BeforeAll
    void begin() throws Exception {
        url = start(endpoint);
    }

    @AfterAll
    void end() {
        stop();
    }

    @Test
    void aPostWithoutAnyLengthHasAnEmptyBody() throws IOException {
        try (Wire wire = new Wire(url)) {
            Wire.Seen seen = wire.send("POST " + url.getPath() + "?Action=A HTTP/1.1\r\nHost: H:1\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n")
                    .answer();
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body()).contains("method POST\n", "query Action=A\n", "body 0 1\n", "virtual true\n");
        }
    }

    @Test
    void aChunkedBodyMayBeEmpty() throws IOException {
        try (Wire wire = new Wire(url)) {
            wire.send(post("Transfer-Encoding: chunked") + "0\r\n\r\n");
            assertThat(wire.answer().body()).contains("body 0 1\n");
            wire.send(post("Transfer-Encoding: chunked") + "2\r\na=\r\n1\r\nb\r\n0\r\n\r\n");
            assertThat(wire.answer().body()).contains("form a=b\n");
        }
    }

    @Test
    void aClientThatExpectsToContinueIsToldSoBeforeItSends() throws IOException {
        try (Wire wire = new Wire(url)) {
            wire.send(post("Expect: 100-continue", "Content-Length: 3"));
            assertThat(wire.answer().status()).isEqualTo(100);
            assertThat(wire.send("a=b").answer().body()).contains("form a=b\n");
        }
    }

    @Test
    void aGetMayHaveABody() throws IOException {
        try (Wire wire = new Wire(url)) {
            wire.send("GET " + url.getPath() + "?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na=b");
            assertThat(wire.answer().body()).contains("method GET\n", "query x=1\n", "form a=b\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "multipart/form-data; boundary=x",
                "text/xml",
                "application/octet-stream",
                "*/*",
                "nonsense"
            })
    void everyContentTypeIsTaken(String type) throws IOException {
        try (Wire wire = new Wire(url)) {
            wire.send(post("Content-Type: " + type, "Content-Length: 3") + "a=b");
            Wire.Seen seen = wire.answer();
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body()).contains("type " + type + "\n", "body 3 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND"})
    void otherMethodsAreRefused(String method) throws IOException {
        try (Wire wire = new Wire(url)) {
            wire.send(method + " " + url.getPath() + " HTTP/1.1\r\nHost: h:1\r\n\r\n");
            Wire.Seen seen = wire.answer(!method.equals("HEAD"));
            assertThat(seen.status()).isEqualTo(405);
            assertThat(seen.one("content-type")).isEqualTo("application/json;charset=utf-8");
            if (!method.equals("HEAD")) {
                assertThat(seen.body()).contains("\"Code\":\"UnsupportedHTTPMethod\"", "\"HostId\":\"h:1\"");
            }
        }
    }

    private String post(String... headers) {
        return "POST " + url.getPath() + " HTTP/1.1\r\nHost: h:1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }
}
