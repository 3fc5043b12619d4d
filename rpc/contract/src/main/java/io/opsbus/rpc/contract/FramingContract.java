package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way official clients frame a request, and some that they do not. */
interface FramingContract extends HostUnderTest {
    @Test
    default void aPostWithoutAnyLengthHasAnEmptyBody() throws IOException {
        try (Wire wire = wire()) {
            wire.send(head("POST", "?Action=A", "Content-Type: application/x-www-form-urlencoded"));
            Wire.Seen seen = wire.answer();
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body()).contains("method POST\n", "query Action=A\n", "body 0 1\n", "virtual true\n");
        }
    }

    @Test
    default void aChunkedBodyMayBeEmpty() throws IOException {
        try (Wire wire = wire()) {
            wire.send(post("Transfer-Encoding: chunked") + "0\r\n\r\n");
            assertThat(wire.answer().body()).contains("body 0 1\n");
            wire.send(post("Transfer-Encoding: chunked") + "2;x=y\r\na=\r\n1\r\nb\r\n0\r\nx-trailer: t\r\n\r\n");
            assertThat(wire.answer().body()).contains("form a=b\n");
            wire.send(post("Content-Length: 0"));
            assertThat(wire.answer().body()).contains("body 0 1\n");
        }
    }

    @Test
    default void aClientThatExpectsToContinueIsToldSoBeforeItSends() throws IOException {
        try (Wire wire = wire()) {
            wire.send(post("Expect: 100-continue", "Content-Length: 3"));
            assertThat(wire.answer().status()).isEqualTo(100);
            assertThat(wire.send("a=b").answer().body()).contains("form a=b\n");
            wire.send(post("expect: 100-Continue", "Transfer-Encoding: chunked"));
            assertThat(wire.answer().status()).isEqualTo(100);
            assertThat(wire.send("3\r\nc=d\r\n0\r\n\r\n").answer().body()).contains("form c=d\n");
        }
    }

    @Test
    default void aGetMayHaveABody() throws IOException {
        try (Wire wire = wire()) {
            wire.send(head("GET", "?x=1", "Content-Length: 3") + "a=b");
            assertThat(wire.answer().body()).contains("method GET\n", "query x=1\n", "form a=b\n");
            wire.send(head("GET", ""));
            assertThat(wire.answer().body()).contains("query \n", "body 0 1\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "application/x-www-form-urlencoded; charset=nonsense",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "text/xml",
                "application/octet-stream",
                "*/*",
                ";",
                "nonsense"
            })
    default void everyContentTypeIsTaken(String type) throws IOException {
        try (Wire wire = wire()) {
            wire.send(post("Content-Type: " + type, "Content-Length: 3") + "a=b");
            Wire.Seen seen = wire.answer();
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.body()).contains("type " + type + "\n", "body 3 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "image/png", "*/*", "nonsense", "text/html;q=0"})
    default void whatTheClientAcceptsIsTheEndpointsBusiness(String accept) throws IOException {
        try (Wire wire = wire()) {
            Wire.Seen seen = wire.send(head("GET", "", "Accept: " + accept)).answer();
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.one("content-type")).isEqualTo(ContractEndpoint.TYPE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "get"})
    default void otherMethodsAreRefused(String method) throws IOException {
        int before = endpoint().calls();
        try (Wire wire = wire()) {
            wire.send(head(method, "?bug"));
            Wire.Seen seen = wire.answer(!method.equals("HEAD"));
            if (method.equals("HEAD")) {
                assertThat(seen.status()).isEqualTo(405);
                assertThat(seen.one("content-type")).isEqualTo("application/json;charset=utf-8");
            } else {
                HostUnderTest.assertRefused(seen, 405, "UnsupportedHTTPMethod");
                assertThat(seen.body()).contains("\"HostId\":\"h:1\"");
            }
        }
        assertThat(endpoint().calls()).isEqualTo(before);
    }

    @Test
    default void oneConnectionServesManyRequestsInTheirOrder() throws IOException {
        try (Wire wire = wire()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                all.append(
                        i % 2 == 0
                                ? head("GET", "?n=" + i)
                                : head("POST", "?n=" + i, "Content-Length: 4") + "b=" + (10 + i));
            }
            wire.send(all.toString());
            for (int i = 0; i < 40; i++) {
                Wire.Seen seen = wire.answer();
                assertThat(seen.body()).contains("query n=" + i + "\n", i % 2 == 0 ? "form \n" : "form b=" + (10 + i));
            }
            for (int i = 0; i < 300; i++) {
                assertThat(wire.send(head("GET", "?m=" + i)).answer().body()).contains("query m=" + i + "\n");
            }
        }
    }

    @Test
    default void aClientThatWantsTheConnectionClosedGetsItClosed() throws IOException {
        try (Wire wire = wire()) {
            Wire.Seen seen = wire.send(head("GET", "", "Connection: close")).answer();
            assertThat(seen.status()).isEqualTo(200);
            assertThat(wire.rest()).isEmpty();
        }
        try (Wire wire = wire()) {
            wire.send("GET " + url().getPath() + "?old HTTP/1.0\r\n\r\n");
            assertThat(wire.rest()).startsWith("HTTP/1.").contains(" 200 ", "query old\n");
        }
    }

    @Test
    default void theTargetMayBeAWholeUrl() throws IOException {
        try (Wire wire = wire()) {
            wire.send("GET http://h:1" + url().getPath() + "?a=b HTTP/1.1\r\nHost: h:1\r\n\r\n");
            assertThat(wire.answer().body()).contains("path " + url().getPath() + "\n", "query a=b\n", "host h:1\n");
        }
    }

    @Test
    default void theQueryArrivesAsItWasSent() throws IOException {
        String query = "a=b+c%2Bd%20e&&%E4%BD%A0=%e5%a5%bd&x=%00%ff&a=%2F%2f&=&e=&*'()!~$,;:@/?-_.";
        try (Wire wire = wire()) {
            assertThat(wire.send(head("GET", "?" + query)).answer().body()).contains("query " + query + "\n");
            assertThat(wire.send(head("GET", "?")).answer().body()).contains("query \n");
        }
    }

    @Test
    default void headersAreJoinedWhenSentTwice() throws IOException {
        try (Wire wire = wire()) {
            wire.send(head("GET", "", "X-Seen: one", "x-other: z", "x-SEEN:two ", "x-seen:"));
            assertThat(wire.answer().body()).contains("x-seen one, two, \n", "host h:1\n", "remote 127.0.0.1\n");
        }
    }

    @Test
    default void bytesOfABodyArriveAsTheyWereSent() throws IOException {
        byte[] every = new byte[256 * 300];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) (i + i / 256);
        }
        byte[] text = "名称=实例😀\u0000".getBytes(StandardCharsets.UTF_8);
        try (Wire wire = wire()) {
            wire.send(post("Content-Length: " + every.length)).send(every);
            assertThat(wire.answer().body()).contains("body " + every.length + " " + Arrays.hashCode(every) + "\n");
            wire.send(post("Content-Length: " + text.length)).send(text);
            assertThat(wire.answer().body()).contains("form 名称=实例😀\u0000\n");
        }
    }

    @Test
    default void aClientMaySendByteByByte() throws IOException {
        try (Wire wire = wire()) {
            for (char each : (post("Content-Length: 3", "X-Seen: slowly") + "a=b").toCharArray()) {
                wire.send(String.valueOf(each));
            }
            assertThat(wire.answer().body()).contains("x-seen slowly\n", "form a=b\n");
        }
    }
}
