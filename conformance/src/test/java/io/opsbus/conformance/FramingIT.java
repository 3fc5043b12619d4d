package io.opsbus.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.raw.RawAnswer;
import io.opsbus.conformance.raw.RawConnection;
import io.opsbus.conformance.raw.RawRequest;
import io.opsbus.conformance.suite.Wires;
import io.opsbus.conformance.suite.WithWires;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** HTTP as the official clients write it, and as nobody should. */
@VerifiedAgainst(value = Source.SDK, where = "traffic of the official clients")
@ExtendWith(WithWires.class)
class FramingIT {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final byte[] NO_CHUNKS = "0\r\n\r\n".getBytes(US_ASCII);

    @Test
    void aPostWithoutLengthOrBodyIsAnswered(Wires wires) {
        assertThat(wires.send(regions(wires)).status()).isEqualTo(200);
        assertThat(wires.send(regions(wires).plus(FORM)).status()).isEqualTo(200);
    }

    @Test
    void aPostWithAnEmptyChunkedBodyIsAnswered(Wires wires) {
        RawRequest request = wires.signed()
                .acs3("POST", "DescribeRegions", Map.of())
                .plus("Transfer-Encoding: chunked")
                .withBody(NO_CHUNKS);
        assertThat(wires.send(request).status()).isEqualTo(200);
    }

    @Test
    void parametersMayStandInAFormOrInBoth(Wires wires) {
        Map<String, String> all =
                wires.signed().v1Parameters("POST", "DescribeRegions", Map.of("AcceptLanguage", "en-US"));
        assertThat(wires.send(form(wires, "/", all)).status()).isEqualTo(200);
        Map<String, String> both =
                wires.signed().v1Parameters("POST", "DescribeRegions", Map.of("AcceptLanguage", "en-US"));
        Map<String, String> inQuery = Map.of("Action", both.get("Action"), "Version", both.get("Version"));
        Map<String, String> inForm = both.entrySet().stream()
                .filter(one -> !inQuery.containsKey(one.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(wires.send(form(wires, "/?" + encoded(inQuery), inForm)).status())
                .isEqualTo(200);
    }

    @Test
    void aClientMayWaitForLeaveToSendItsBody(Wires wires) throws IOException {
        Map<String, String> all = wires.signed().v1Parameters("POST", "DescribeRegions", Map.of());
        RawRequest request = form(wires, "/", all);
        try (RawConnection connection = wires.connect()) {
            RawAnswer leave = connection.exchangeHead(request.plus("Expect: 100-continue"));
            assertThat(leave.status()).isEqualTo(100);
            assertThat(connection.continueWith(request.body()).status()).isEqualTo(200);
        }
    }

    @Test
    void withoutAFormatEcsSpeaksXml(Wires wires) {
        // ACS3 clients send no Format but accept JSON; version 1 without Format is the documented default
        RawRequest request = regions(wires);
        RawRequest unsaid = wires.signed().v1("POST", "DescribeRegions", Map.of("Format", ""));
        assertThat(wires.send(request).header("Content-Type")).startsWith("application/json");
        assertThat(wires.send(unsaid).status()).isIn(200, 400);
    }

    @Test
    void aConnectionServesManyRequests(Wires wires) throws IOException {
        try (RawConnection connection = wires.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(connection.exchange(regions(wires)).status()).isEqualTo(200);
                RawRequest refused = wires.signed().v1("POST", "NoSuchAction", Map.of());
                assertThat(connection.exchange(refused).code()).isEqualTo("InvalidAction.NotFound");
            }
        }
    }

    @Test
    void anUnknownVersionOrActionIsNamed(Wires wires) {
        RawAnswer version = wires.send(wires.signed().v1("POST", "DescribeRegions", Map.of("Version", "1999-01-01")));
        assertThat(version.code()).isEqualTo("InvalidVersion");
        RawAnswer action = wires.send(wires.signed().acs3("POST", "DescribeUnicorns", Map.of()));
        assertThat(action.code()).isEqualTo("InvalidAction.NotFound");
        assertThat(action.status()).isEqualTo(404);
    }

    @Test
    @VerifiedAgainst(value = Source.REFERENCE, where = "UnsupportedHTTPMethod")
    void onlyGetAndPostAreMethodsHere(Wires wires) {
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS")) {
            RawAnswer answer = wires.send(wires.signed().acs3(method, "DescribeRegions", Map.of()));
            assertThat(answer.status()).as(method).isBetween(400, 405);
            assertThat(answer.text()).as(method).doesNotContain("RegionEndpoint");
        }
        RawAnswer head = wires.send(wires.signed().acs3("HEAD", "DescribeRegions", Map.of()));
        assertThat(head.status()).isBetween(400, 405);
    }

    @Test
    void aParameterGivenTwiceIsRefused(Wires wires) {
        RawRequest request = regions(wires);
        RawAnswer answer =
                wires.send(request.withTarget(request.target() + "&RegionId=cn-hangzhou&RegionId=cn-beijing"));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void textThatIsNoPercentEncodingIsRefused(Wires wires) {
        for (String broken : List.of("%", "%zz", "%c3%28", "%ff")) {
            RawAnswer answer = wires.send(regions(wires).withTarget("/?Action=DescribeRegions&RegionId=" + broken));
            assertThat(answer.status()).as(broken).isEqualTo(400);
        }
    }

    @Test
    void whatIsTooLargeIsRefusedAndNotAwaited(Wires wires) {
        String host = "Host: " + wires.url().getAuthority();
        assertThat(wires.send(RawRequest.of("GET", "/?x=" + "y".repeat(200_000), host))
                        .status())
                .isIn(400, 413, 414, 431);
        assertThat(wires.send(RawRequest.of("GET", "/", host, "X-Large: " + "y".repeat(200_000)))
                        .status())
                .isIn(400, 413, 431);
        RawRequest announced = RawRequest.of("POST", "/", host, FORM, "Content-Length: 4000000000");
        assertThat(wires.send(announced).status()).isIn(400, 413);
    }

    @Test
    void lengthsThatContradictThemselvesAreRefused(Wires wires) {
        String host = "Host: " + wires.url().getAuthority();
        for (String length : List.of("-1", "many", "1, 2")) {
            RawAnswer answer = wires.send(RawRequest.of("POST", "/", host, "Content-Length: " + length));
            assertThat(answer.status()).as(length).isEqualTo(400);
        }
        RawRequest both = RawRequest.of("POST", "/", host, "Content-Length: 5", "Transfer-Encoding: chunked")
                .withBody(NO_CHUNKS);
        assertThat(wires.send(both).status()).isEqualTo(400);
    }

    private static RawRequest regions(Wires wires) {
        return wires.signed().v1("POST", "DescribeRegions", Map.of());
    }

    private static RawRequest form(Wires wires, String target, Map<String, String> parameters) {
        byte[] body = encoded(parameters).getBytes(US_ASCII);
        return RawRequest.of(
                        "POST", target, "Host: " + wires.url().getAuthority(), FORM, "Content-Length: " + body.length)
                .withBody(body);
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
