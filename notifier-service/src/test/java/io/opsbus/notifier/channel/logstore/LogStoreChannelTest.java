package io.opsbus.notifier.channel.logstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a peer; the protocol buffer is taken apart and the signature computed here once more, by the documents. */
class LogStoreChannelTest {
    private final Peer peer = Peer.start();
    private final LogStoreChannel channel = new LogStoreChannel(peer.client(), peer.clock());

    @AfterEach
    void stop() {
        peer.close();
    }

    private Outcome otlp() {
        return Sent.to(Read.target(Map.of(
                        "type", "log-store",
                        "endpoint", peer.url("/v1/logs"),
                        "headers", Map.of("authorization", "Bearer t"))))
                .on(channel);
    }

    @Test
    void anEventIsOneOtlpRecord() {
        peer.answers(200, "{}");
        assertThat(otlp().verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(peer.last().target()).isEqualTo("/v1/logs");
        assertThat(peer.header("authorization")).isEqualTo("Bearer t");
        var record = peer.json().at("/resourceLogs/0/scopeLogs/0/logRecords/0");
        assertThat(record.path("timeUnixNano").asText()).isEqualTo("1554783506922000000");
        assertThat(record.path("severityNumber").asInt()).isEqualTo(21);
        assertThat(record.at("/body/stringValue").asText()).isEqualTo(Sent.REBOOT);
    }

    @Test
    void aPartialSuccessIsNone() {
        peer.answers(200, "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"too old\"}}");
        assertThat(otlp().verdict()).isEqualTo(Verdict.RETRY_REFUSED);
        peer.answers(503, "");
        assertThat(otlp().verdict()).isEqualTo(Verdict.RETRY);
    }

    @Test
    void anEventIsOneSignedLogOfSls() throws GeneralSecurityException {
        peer.answers(200, "");
        var outcome = Sent.to(Read.target(Map.of(
                        "type", "log-store",
                        "protocol", "sls",
                        "endpoint", peer.url(""),
                        "project", "ops",
                        "logstore", "events",
                        "accessKeyId", "AK",
                        "accessKeySecret", "s3cret")))
                .on(channel);
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        var bytes = peer.last().body().array();
        var contents = contents(bytes);
        assertThat(contents)
                .containsEntry("name", "Instance:SystemMaintenance.Reboot:Scheduled")
                .containsEntry("deliveryId", "00000000-0000-8000-8000-000000000001");
        assertThat(contents.get("content")).contains("\"eventStatus\":\"Scheduled\"");
        var md5 = HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        assertThat(peer.header("content-md5")).isEqualTo(md5);
        var signed = "POST\n" + md5 + "\napplication/x-protobuf\n" + peer.header("date")
                + "\nx-log-apiversion:0.6.0\nx-log-bodyrawsize:" + bytes.length
                + "\nx-log-signaturemethod:hmac-sha1\n/logstores/events/shards/lb";
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("s3cret".getBytes(UTF_8), "HmacSHA1"));
        assertThat(peer.header("authorization"))
                .isEqualTo("LOG AK:" + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
    }

    /** The contents of the one log in a group. */
    private static Map<String, String> contents(byte[] group) {
        var log = fields(ByteBuffer.wrap(group)).next(1);
        var contents = new LinkedHashMap<String, String>();
        var reader = fields(log);
        for (var content = reader.next(2); content.hasRemaining(); content = reader.next(2)) {
            var parts = fields(content);
            contents.put(text(parts.next(1)), text(parts.next(2)));
        }
        return contents;
    }

    private static Wire fields(ByteBuffer from) {
        return new Wire(from);
    }

    private static String text(ByteBuffer from) {
        return UTF_8.decode(from).toString();
    }

    /** Reads the fields of a protocol buffer. */
    private record Wire(ByteBuffer from) {
        /** The next field of bytes with this number; empty when there is none. */
        ByteBuffer next(int number) {
            while (from.hasRemaining()) {
                var key = varint();
                if ((key & 7) == 0) {
                    varint();
                    continue;
                }
                var length = (int) varint();
                var value = from.slice(from.position(), length);
                from.position(from.position() + length);
                if (key >> 3 == number) {
                    return value;
                }
            }
            return ByteBuffer.allocate(0);
        }

        private long varint() {
            var value = 0L;
            for (var shift = 0; ; shift += 7) {
                var b = from.get();
                value |= (b & 0x7FL) << shift;
                if (b >= 0) {
                    return value;
                }
            }
        }
    }

    @Test
    void aForbiddenAddressIsNotDialled() {
        try (var forbidden = Peer.forbidden()) {
            var target = Read.target(Map.of("type", "log-store", "endpoint", forbidden.url("/")));
            var outcome = Sent.to(target).on(new LogStoreChannel(forbidden.client(), forbidden.clock()));
            assertThat(outcome).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
            assertThat(forbidden.connections()).isZero();
        }
    }
}
