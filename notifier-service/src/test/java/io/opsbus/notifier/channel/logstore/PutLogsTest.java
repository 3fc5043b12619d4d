package io.opsbus.notifier.channel.logstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.targets.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PutLogs as the official SDK of the log service reads and signs it; answers are those its documents show. */
class PutLogsTest {
    private static final DateTimeFormatter EVENT_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSZ").withZone(ZoneOffset.UTC);

    private static OfficialSls official;

    private final Peer peer = Peer.start();
    private final LogStoreChannel channel = new LogStoreChannel(peer.client(), peer.clock());

    @BeforeAll
    static void load() throws IOException {
        official = new OfficialSls();
    }

    @AfterAll
    static void unload() throws IOException {
        official.close();
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private Target store() {
        return Read.target(Map.of(
                "type", "log-store",
                "protocol", "sls",
                "endpoint", peer.url(""),
                "project", "ops",
                "logstore", "events",
                "accessKeyId", "AK",
                "accessKeySecret", "s3cret"));
    }

    private Outcome send(String event) {
        return Sent.to(store(), 1, event).on(channel);
    }

    /** The one group of logs the peer got last; of what is no field of the official classes there is nothing. */
    private OfficialSls.Group group() throws ReflectiveOperationException {
        var bytes = peer.last().body().array();
        var group = official.read(bytes);
        assertThat(group.unknown()).isEmpty();
        assertThat(group.again()).as("their own writing of what they read").isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(group.logs()).hasSize(1);
        return group;
    }

    private OfficialSls.Log log() throws ReflectiveOperationException {
        return group().logs().getFirst();
    }

    @Test
    void theOfficialClassesReadOneLogWithEveryFieldOfTheEvent() throws Exception {
        peer.answers(200, "");
        assertThat(send(Sent.REBOOT).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(peer.last().target()).isEqualTo("/logstores/events/shards/lb");
        var group = group();
        assertThat(group.topic()).isEqualTo("opsbus");
        assertThat(group.source()).isEqualTo("opsbus");
        assertThat(group.logs().getFirst().contents())
                .containsOnlyKeys(
                        "ver",
                        "id",
                        "product",
                        "resourceId",
                        "level",
                        "name",
                        "userId",
                        "eventTime",
                        "regionId",
                        "content",
                        "deliveryId")
                .containsEntry("name", "Instance:SystemMaintenance.Reboot:Scheduled")
                .containsEntry("deliveryId", "00000000-0000-8000-8000-000000000001")
                .hasEntrySatisfying("content", json -> assertThat(json).contains("\"eventStatus\":\"Scheduled\""));
    }

    /** Lengths that take two and three bytes, and characters that take up to four. */
    @Test
    void longAndForeignTextsAreReadLikewise() throws Exception {
        var text = "重启 déjà 🚀 ".repeat(2000);
        send("{\"name\":\"磁盘:Stalled\",\"product\":\"ECS\",\"content\":{\"text\":\"" + text + "\"}}");
        assertThat(log().contents())
                .containsEntry("name", "磁盘:Stalled")
                .containsEntry("content", "{\"text\":\"" + text + "\"}");
    }

    @Test
    void nothingIsCompressedAndTheHeadersSaySo() {
        send(Sent.REBOOT);
        assertThat(peer.last().headers()).doesNotContainKeys("x-log-compresstype", "content-encoding");
        assertThat(peer.header("x-log-bodyrawsize"))
                .isEqualTo(Integer.toString(peer.last().body().array().length))
                .isEqualTo(peer.header("content-length"));
        assertThat(peer.header("x-log-apiversion")).isEqualTo("0.6.0");
    }

    /** The SDK signs with the time of the machine, so it signs first, and then our clock is set to its date. */
    @Test
    void theOfficialSignerMakesTheSameAuthorization() throws Exception {
        var event = Sent.REBOOT.replace(
                "20190409T121826.922+0800", EVENT_TIME.format(Instant.now().minus(Duration.ofHours(1))));
        peer.clock().set(Instant.now());
        send(event);
        var body = peer.last().body().array();
        var headers = Map.of(
                "Content-Type", peer.header("content-type"),
                "x-log-apiversion", peer.header("x-log-apiversion"),
                "x-log-bodyrawsize", peer.header("x-log-bodyrawsize"));
        var signed = official.signed("AK", "s3cret", peer.last().target(), headers, body);

        peer.clock()
                .set(ZonedDateTime.parse(signed.get("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
        send(event);
        assertThat(peer.last().body().array()).isEqualTo(body);
        assertThat(peer.header("date")).isEqualTo(signed.get("Date"));
        assertThat(peer.header("content-md5")).isEqualTo(signed.get("Content-MD5"));
        assertThat(peer.header("x-log-signaturemethod")).isEqualTo(signed.get("x-log-signaturemethod"));
        assertThat(peer.header("authorization")).isEqualTo(signed.get("Authorization"));
    }

    /** The service refuses what is older than 7 days or more than 15 minutes ahead, and with it the whole request. */
    @ParameterizedTest
    @CsvSource({"-P8D, PT0S", "-P6D, -P6D", "PT0S, PT0S", "PT5M, PT5M", "PT1H, PT0S"})
    void aLogHasTheTimeOfItsEventAsFarAsTheServiceTakesIt(Duration event, Duration log) throws Exception {
        send(Sent.REBOOT.replace("20190409T121826.922+0800", EVENT_TIME.format(Given.NOON.plus(event))));
        assertThat(log().time()).isEqualTo(Math.toIntExact(Given.NOON.plus(log).getEpochSecond()));
        assertThat(log().contents()).containsEntry("eventTime", EVENT_TIME.format(Given.NOON.plus(event)));
    }

    private Outcome answered(int status, String code, String message) {
        peer.answers(
                status,
                Map.of("Content-Type", "application/json", "x-log-requestid", "6554A3C2D1F0"),
                "{\"errorCode\" : \"" + code + "\", \"errorMessage\" : \"" + message + "\"}");
        return send(Sent.REBOOT);
    }

    @ParameterizedTest
    @CsvSource({
        "400, PostBodyInvalid, RETRY_REFUSED, 4xx",
        "400, RequestTimeExpired, RETRY_REFUSED, 4xx",
        "401, SignatureNotMatch, RETRY_REFUSED, 4xx",
        "401, Unauthorized, RETRY_REFUSED, 4xx",
        "403, WriteQuotaExceed, RETRY, sls-quota",
        "403, ShardWriteQuotaExceed, RETRY, sls-quota",
        "404, LogStoreNotExist, RETRY_REFUSED, 4xx",
        "429, TooManyRequests, RETRY, 429",
        "500, InternalServerError, RETRY, 5xx",
        "503, ServerBusy, RETRY, 5xx"
    })
    void anErrorIsToldWithItsCodeAndTheIdOfItsRequest(int status, String code, Verdict verdict, String label) {
        var outcome = answered(status, code, "as its documents say");
        assertThat(outcome.verdict()).isEqualTo(verdict);
        assertThat(outcome.label()).isEqualTo(label);
        assertThat(outcome.said()).contains("x-log-requestid: 6554A3C2D1F0", code, "as its documents say");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>403 Forbidden</html>", "{", "[]", "null", "{\"errorCode\":{}}"})
    void whatIsNoErrorOfTheServiceIsReadByItsStatus(String body) {
        peer.answers(403, body);
        assertThat(send(Sent.REBOOT).verdict()).isEqualTo(Verdict.RETRY_REFUSED);
    }

    @Test
    void ofASuccessTheIdOfTheRequestIsKept() {
        peer.answers(200, Map.of("x-log-requestid", "6554A3C2D1F0"), "");
        assertThat(send(Sent.REBOOT).said()).isEqualTo("(x-log-requestid: 6554A3C2D1F0)");
    }
}
