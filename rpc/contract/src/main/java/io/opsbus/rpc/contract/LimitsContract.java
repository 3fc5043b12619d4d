package io.opsbus.rpc.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.http.Door;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a host takes, and what it makes of clients that break off. */
interface LimitsContract extends HostUnderTest {
    @Test
    default void aQueryMayHave64KiB() throws IOException {
        try (Wire wire = wire()) {
            String query = "a=" + "%E4".repeat((65536 - 2) / 3);
            assertThat(wire.send(head("POST", "?" + query)).answer().body()).contains("query " + query + "\n");
        }
    }

    /** Or cut off: a server need not read on to tell. */
    @ParameterizedTest
    @ValueSource(ints = {100 * 1024, 200 * 1024})
    default void aLongerQueryOrHeaderIsRefused(int length) throws IOException {
        int before = endpoint().calls();
        String much = "a".repeat(length);
        for (String head : new String[] {head("POST", "?" + much), head("POST", "", "x-long: " + much)}) {
            try (Wire wire = wire()) {
                wire.answerUnlessCutOff(head).ifPresent(LimitsContract::assertOnlyRefused);
            }
        }
        assertThat(endpoint().calls()).isEqualTo(before);
    }

    @Test
    default void aBodyMayHave1MiB() throws IOException {
        try (Wire wire = wire()) {
            wire.send(post("Content-Length: " + Door.LONGEST_BODY)).send(new byte[Door.LONGEST_BODY]);
            assertThat(wire.answer().body()).contains("body " + Door.LONGEST_BODY + " ");
            wire.send(post("Transfer-Encoding: chunked")).send(chunked(Door.LONGEST_BODY));
            assertThat(wire.answer().body()).contains("body " + Door.LONGEST_BODY + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Door.LONGEST_BODY + 1, 3 * Door.LONGEST_BODY})
    default void aLongerBodyIsRefused(int length) throws IOException {
        int before = endpoint().calls();
        try (Wire wire = wire()) {
            wire.send(post("Content-Length: " + length)).send(new byte[length]);
            HostUnderTest.assertRefused(wire.answer(), 413, "RequestTooLarge");
        }
        try (Wire wire = wire()) {
            wire.send(post("Transfer-Encoding: chunked")).send(chunked(length));
            HostUnderTest.assertRefused(wire.answer(), 413, "RequestTooLarge");
        }
        assertThat(endpoint().calls()).isEqualTo(before);
    }

    @Test
    default void aClientThatAsksFirstNeedNotSendABodyThatIsTooLong() throws IOException {
        try (Wire wire = wire()) {
            wire.send(post("Expect: 100-continue", "Content-Length: " + (Door.LONGEST_BODY + 1)));
            HostUnderTest.assertRefused(wire.answer(), 413, "RequestTooLarge");
        }
    }

    @Test
    default void aRequestThatBreaksOffReachesNobody() throws IOException {
        int before = endpoint().calls();
        for (String part : new String[] {
            "P",
            "POST " + url().getPath() + " HTTP/1.1\r\nHo",
            post("Content-Length: 10") + "a=b",
            post("Transfer-Encoding: chunked") + "3\r\na=b\r\n",
            post("Transfer-Encoding: chunked") + "3\r\na=",
            post("Expect: 100-continue", "Content-Length: 3"),
        }) {
            try (Wire wire = wire()) {
                wire.send(part);
            }
            try (Wire wire = wire()) {
                assertThat(wire.send(part).sendEnd().rest()).doesNotContain(" 200 ", " 500 ", "Exception");
            }
        }
        try (Wire wire = wire()) {
            assertThat(wire.send(head("GET", "")).answer().status()).isEqualTo(200);
        }
        assertThat(endpoint().calls()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET PATH HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "GET PATH HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\n12345",
                "POST PATH HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
                "POST PATH HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "POST PATH HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\nzz\r\n0\r\n\r\n",
                "GET PATH HTTP/1.1\r\nHost: x\r\nx: \u0000\r\n\r\n",
                "GET PATH HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"
            })
    default void whatIsNotHttpIsRefusedOrCutOff(String raw) throws IOException {
        int before = endpoint().calls();
        try (Wire wire = wire()) {
            wire.answerUnlessCutOff(raw.replace("PATH", url().getPath())).ifPresent(seen -> {
                assertOnlyRefused(seen);
                assertThat(seen.body()).contains("\"Code\":\"");
            });
        }
        assertThat(endpoint().calls()).isEqualTo(before);
    }

    /** Two lengths at once are how requests are smuggled past a proxy (RFC 9112, 6.3). */
    @Test
    default void aRequestWithTwoLengthsIsTheLastOfItsConnection() throws IOException {
        int before = endpoint().calls();
        try (Wire wire = wire()) {
            wire.send(post("Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n" + head("GET", "?smuggled"));
            assertThat(wire.rest()).doesNotContain("smuggled");
        }
        assertThat(endpoint().calls()).isLessThanOrEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "{}", "[]", "\"", "<>", "^`\\", "\u00e4\u00ff", "%zz", "%", "#a"})
    default void aQueryThatIsNotEncodedIsTakenOrRefused(String raw) throws IOException {
        try (Wire wire = wire()) {
            Wire.Seen seen = wire.send(head("GET", "?a=" + raw)).answer();
            if (seen.status() != 200) {
                assertOnlyRefused(seen);
            }
        }
    }

    /** Some 4xx of ours, or a transfer coding nobody knows. */
    private static void assertOnlyRefused(Wire.Seen seen) {
        assertThat(seen.status()).as(seen.toString()).matches(status -> status / 100 == 4 || status == 501);
        HostUnderTest.assertTellsNothing(seen);
    }

    private static byte[] chunked(int length) {
        String size = Integer.toHexString(length);
        byte[] whole = new byte[size.length() + 2 + length + 7];
        System.arraycopy((size + "\r\n").getBytes(StandardCharsets.US_ASCII), 0, whole, 0, size.length() + 2);
        System.arraycopy("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0, whole, size.length() + 2 + length, 7);
        return whole;
    }
}
