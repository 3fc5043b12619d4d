package io.opsbus.notifier.channel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.http.HttpMessageFactory;
import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes out as a CloudEvent, as the official SDK reads it; it takes no event with an attribute that is none. */
class CloudEventTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Blanks, quotes, a per cent sign, other alphabets and a character of four bytes, in every field a stranger writes. */
    private static final String STRANGE = """
            { "ver": "1.0", "id": "a b%20c", "product": "My App", "resourceId": "acs:x:磁盘 \\"1\\" 100% \\ud83d\\ude80",
              "level": "WARN", "name": "Order:Late, very", "userId": "1690", "regionId": "cn hang\\u5dde/é",
              "eventTime": "20190409T121826.922+0800", "content": {"a": 1.50, "b": [1, {"c": null}]} }\
            """;

    private static final String SOURCE = "/my%20app/cn%20hang%E5%B7%9E%2F%C3%A9/1690";
    private static final String SUBJECT = "acs:x:磁盘 \"1\" 100% 🚀";
    private static final String TYPE = "opsbus.my app.Order.Late, very.v1";
    private static final String ID = "a b%20c";

    private final Peer peer = Peer.start();
    private final WebhookChannel channel = new WebhookChannel(peer.client(), peer.clock());

    @AfterEach
    void stop() {
        peer.close();
    }

    private CloudEvent read(Map<String, String> form, String event, Encoding encoding) {
        var fields = new HashMap<>(form);
        fields.put("url", peer.url("/in"));
        var outcome = Sent.to(Read.target(fields), 1, event).on(channel);
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        var headers = new HashMap<String, String>();
        peer.last().headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        var reader = HttpMessageFactory.createReader(headers, peer.last().body().array());
        assertThat(reader.getEncoding()).isEqualTo(encoding);
        return reader.toEvent();
    }

    private static byte[] data(CloudEvent event) {
        CloudEventData data = Objects.requireNonNull(event.getData());
        return data.toBytes();
    }

    @ParameterizedTest
    @CsvSource({"webhook, cloudevents, STRUCTURED", "webhook, cloudevents-binary, BINARY", "function, , BINARY"})
    void theOfficialSdkReadsEveryAttributeAndTheDataByteForByte(String type, String format, Encoding encoding) {
        var form = new HashMap<>(Map.of("type", type));
        if (format != null) {
            form.put("format", format);
        }
        var event = read(form, Sent.REBOOT, encoding);
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getId()).isEqualTo("00000000-0000-8000-8000-000000000001");
        assertThat(event.getSource()).isEqualTo(URI.create("/ecs/cn-hangzhou/169070*****30"));
        assertThat(event.getType()).isEqualTo("opsbus.ecs.Instance.SystemMaintenance.Reboot.Scheduled.v1");
        assertThat(event.getSubject()).isEqualTo("acs:ecs:cn-hangzhou:169070*****30:instance/i-bp1ecr*****5go2go");
        assertThat(Objects.requireNonNull(event.getTime()).toInstant())
                .isEqualTo(Instant.parse("2019-04-09T04:18:26.922Z"));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getDataSchema()).isNull();
        assertThat(event.getExtensionNames()).containsExactlyInAnyOrder("eventid", "level");
        assertThat(event.getExtension("eventid")).isEqualTo("2256A988-0B26-4E2B-820A-8A*****E5");
        assertThat(event.getExtension("level")).isEqualTo("CRITICAL");
        assertThat(data(event)).isEqualTo(Sent.REBOOT.getBytes(UTF_8));
    }

    /** The SDK takes headers as they are; the binding has their reader decode them (HTTP binding, 3.1.3.2). */
    @Test
    void whatStrangersWriteIsReadLikewiseFromHeaders() {
        var event = read(Map.of("type", "webhook", "format", "cloudevents-binary"), STRANGE, Encoding.BINARY);
        assertThat(decoded(event.getSource().toString())).isEqualTo(SOURCE);
        assertThat(decoded(event.getSubject())).isEqualTo(SUBJECT);
        assertThat(decoded(event.getType())).isEqualTo(TYPE);
        assertThat(decoded(event.getExtension("eventid"))).isEqualTo(ID);
        assertThat(data(event)).isEqualTo(STRANGE.getBytes(UTF_8));
    }

    private static String decoded(@Nullable Object header) {
        return URLDecoder.decode(Objects.requireNonNull(header).toString(), UTF_8);
    }

    /** The SDK writes anew what it has read as JSON; between its brackets stand the bytes that came. */
    @Test
    void whatStrangersWriteIsReadLikewiseFromOneDocument() throws JsonProcessingException {
        var event = read(Map.of("type", "webhook", "format", "cloudevents"), STRANGE, Encoding.STRUCTURED);
        assertThat(event.getSource()).isEqualTo(URI.create(SOURCE));
        assertThat(event.getSource().getPath()).isEqualTo("/my app/cn hang州/é/1690");
        assertThat(event.getSubject()).isEqualTo(SUBJECT);
        assertThat(event.getType()).isEqualTo(TYPE);
        assertThat(event.getExtension("eventid")).isEqualTo(ID);
        assertThat(JSON.readTree(new String(data(event), UTF_8))).isEqualTo(JSON.readTree(STRANGE));
        assertThat(peer.body()).endsWith(",\"data\":" + STRANGE + "}");
    }
}
